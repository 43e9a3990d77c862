package galatea.nn;

import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * 1×1 convolution with equalised learning rate as one matrix product over all pixels, which can be
 * differentiated as often as one likes.
 */
public final class PointwiseConv2d {
    private final Parameter weight; // [out, in, 1, 1]
    private final double scale;

    /** Declares {@code name/weight} [out, in, 1, 1], stored as N(0, 1). */
    public PointwiseConv2d(Parameters parameters, String name, int in, int out, double gain) {
        weight = parameters.parameter(name + "/weight", Init.normal(1), out, in, 1, 1);
        scale = gain / Math.sqrt(in);
    }

    /**
     * Mixes the channels of each pixel.
     *
     * @param x [N, in, H, W]
     * @param bias [out], or null for none
     * @return [N, out, H, W]
     */
    public Tensor forward(Tensor x, @Nullable Tensor bias) {
        Tensor matrix = Ops.mul(weight.tensor().flatten(1, 3), scale); // [out, in]
        Tensor pixels = x.permute(0, 2, 3, 1); // [N, H, W, in]
        return Ops.linear(pixels, matrix, bias).permute(0, 3, 1, 2); // [N, out, H, W]
    }
}

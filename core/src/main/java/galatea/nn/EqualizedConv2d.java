package galatea.nn;

import galatea.torch.Convolutions;
import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Convolution with equalised learning rate, without a bias of its own: the weight used is stored ·
 * gain / √(in · k²).
 */
public final class EqualizedConv2d {
    private final Parameter weight; // [out, in, k, k]
    private final double scale;
    private final int padding;

    /** Declares {@code name/weight} [out, in, kernel, kernel], stored as N(0, 1). */
    public EqualizedConv2d(
            Parameters parameters, String name, int in, int out, int kernel, double gain) {
        weight = parameters.parameter(name + "/weight", Init.normal(1), out, in, kernel, kernel);
        scale = gain / Math.sqrt(in * kernel * kernel);
        padding = kernel / 2;
    }

    /**
     * Same size, zero padding.
     *
     * @param x [N, in, H, W]
     * @param bias [out], or null for none
     * @return [N, out, H, W]
     */
    public Tensor forward(Tensor x, @Nullable Tensor bias) {
        return Convolutions.conv2d(x, kernel(), bias, padding);
    }

    /**
     * Every second pixel, no padding: stride 2.
     *
     * @param x [N, in, H, W]
     * @param bias [out], or null for none
     * @return [N, out, (H − k) / 2 + 1, (W − k) / 2 + 1]
     */
    public Tensor down(Tensor x, @Nullable Tensor bias) {
        return Convolutions.convDownValid(x, kernel(), bias);
    }

    /** The gradient at the input for one at the output: [N, out, H, W] → [N, in, H, W]. */
    public Tensor backward(Tensor gradient) {
        return Convolutions.conv2dBackward(gradient, kernel(), padding);
    }

    private Tensor kernel() {
        return Ops.mul(weight.tensor(), scale);
    }
}

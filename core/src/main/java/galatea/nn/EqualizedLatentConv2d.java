package galatea.nn;

import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The layer from a latent to 4×4 features: a 4×4 convolution with padding 3 of the latent taken as
 * a 1×1 picture, with equalised learning rate.
 *
 * <p>Pixel (i, j) meets only tap (3 − i, 3 − j) of the kernel, so it is one matrix product.
 */
public final class EqualizedLatentConv2d {
    private final Parameter weight; // [out, in, 4, 4]
    private final double scale;
    private final int in;
    private final int out;

    /** Declares {@code name/weight} [out, in, 4, 4], stored as N(0, 1). */
    public EqualizedLatentConv2d(Parameters parameters, String name, int in, int out, double gain) {
        weight = parameters.parameter(name + "/weight", Init.normal(1), out, in, 4, 4);
        scale = gain / Math.sqrt(in * 16.0);
        this.in = in;
        this.out = out;
    }

    /**
     * Spreads a latent over 4×4 pixels.
     *
     * @param z [N, in]
     * @param bias [out], or null for none
     * @return [N, out, 4, 4], channels-last
     */
    public Tensor forward(Tensor z, @Nullable Tensor bias) {
        Tensor pixels = Ops.linear(z, kernel(), null).view(z.size(0), 4, 4, out);
        return (bias == null ? pixels : pixels.add(bias)).permute(0, 3, 1, 2);
    }

    /** The weight as it is used, pixel after pixel: [16 · out, in]. */
    public Tensor kernel() {
        Tensor taps = weight.tensor().flip(2, 3).permute(2, 3, 0, 1); // [4, 4, out, in]
        return Ops.mul(taps.reshape(16L * out, in), scale); // [16 · out, in]
    }
}

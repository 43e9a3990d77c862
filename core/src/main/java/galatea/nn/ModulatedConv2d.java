package galatea.nn;

import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import org.bytedeco.pytorch.Tensor;

/**
 * Convolution whose kernel is scaled, for each picture, by a style (section 2.2 of arXiv
 * 1912.04958): w′ = s · w with a factor s per input channel.
 *
 * <p>Scaling the input channels instead of the kernel is the same and lets all pictures of a batch
 * share one kernel; demodulation, which divides each output channel by the length of its w′, is a
 * factor per output channel that the caller applies.
 */
public final class ModulatedConv2d {
    /** Added to the squared length of a kernel. */
    public static final double EPSILON = 1e-8;

    private final Parameter weight; // [out, in, k, k]; up: [in, out, 3, 3]
    private final boolean up;

    private ModulatedConv2d(Parameter weight, boolean up) {
        this.weight = weight;
        this.up = up;
    }

    /** Same size. Declares {@code name/weight} [out, in, kernel, kernel], stored as N(0, 1). */
    public static ModulatedConv2d same(
            Parameters parameters, String name, int in, int out, int kernel) {
        return new ModulatedConv2d(
                parameters.parameter(name + "/weight", Init.normal(1), out, in, kernel, kernel),
                false);
    }

    /**
     * Upsampling ×2: a 3×3 transposed convolution of stride 2, then {@link Fir}. Declares {@code
     * name/weight} [in, out, 3, 3], stored as N(0, 1).
     */
    public static ModulatedConv2d up(Parameters parameters, String name, int in, int out) {
        return new ModulatedConv2d(
                parameters.parameter(name + "/weight", Init.normal(1), in, out, 3, 3), true);
    }

    /**
     * Factor that the output of {@link #forward} lacks: 4, the gain of the filter, when upsampling,
     * else 1.
     */
    public double gain() {
        return up ? 4 : 1;
    }

    /**
     * Scales, then convolves.
     *
     * @param x [N, in, H, W]
     * @param style [N, in]
     * @return [N, out, H, W] or [N, out, 2H, 2W], neither demodulated nor multiplied by {@link
     *     #gain}
     */
    public Tensor forward(Tensor x, Tensor style) {
        Tensor scaled = x.mul(style.view(style.size(0), style.size(1), 1, 1));
        if (up) {
            return Fir.filter(Ops.convUpFull(scaled, weight.tensor()), 1); // [N, out, 2H, 2W]
        }
        return Ops.conv2d(scaled, weight.tensor(), null, (int) weight.shape()[2] / 2);
    }

    /**
     * Factors that give each output channel a kernel of length 1: rsqrt(Σ (s w)² + 1e-8).
     *
     * @param style [N, in]
     * @return [N, out]
     */
    public Tensor demodulation(Tensor style) {
        Tensor squares = Ops.sum(weight.tensor().square(), 2, 3); // [out, in] or [in, out]
        Tensor byInput = up ? squares : squares.t(); // [in, out]
        return Ops.add(style.square().matmul(byInput), EPSILON).rsqrt();
    }
}

package galatea.nn;

import galatea.torch.Convolutions;
import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import org.bytedeco.pytorch.Tensor;

/**
 * Convolution whose kernel is scaled, for each picture, by a style (section 2.2 of arXiv
 * 1912.04958): w′ = s · w with a factor s per input channel. Demodulation then divides the kernel
 * of each output channel by its length √(Σ w′² + 1e-8).
 *
 * <p>A single picture has its own kernel. Those of a batch share one: their input is scaled by s
 * and their output demodulated, which is the same, since convolutions are linear.
 */
public final class ModulatedConv2d {
    /** Added to the squared length of a kernel. */
    public static final double EPSILON = 1e-8;

    private static final double FIR_GAIN = 4; // of zeros between pixels

    private final Parameter weight; // [out, in, k, k]; up: [in, out, 3, 3]
    private final boolean up;
    private final boolean demodulated;

    private ModulatedConv2d(Parameter weight, boolean up, boolean demodulated) {
        this.weight = weight;
        this.up = up;
        this.demodulated = demodulated;
    }

    /** Same size, 3×3. Declares {@code name/weight} [out, in, 3, 3], stored as N(0, 1). */
    public static ModulatedConv2d same(Parameters parameters, String name, int in, int out) {
        return new ModulatedConv2d(
                parameters.parameter(name + "/weight", Init.normal(1), out, in, 3, 3), false, true);
    }

    /**
     * Upsampling ×2: a 3×3 transposed convolution of stride 2, then {@link Fir}. Declares {@code
     * name/weight} [in, out, 3, 3], stored as N(0, 1).
     */
    public static ModulatedConv2d up(Parameters parameters, String name, int in, int out) {
        return new ModulatedConv2d(
                parameters.parameter(name + "/weight", Init.normal(1), in, out, 3, 3), true, true);
    }

    /**
     * Same size, 1×1, not demodulated. Declares {@code name/weight} [out, in, 1, 1], stored as N(0,
     * 1).
     */
    public static ModulatedConv2d pointwise(Parameters parameters, String name, int in, int out) {
        return new ModulatedConv2d(
                parameters.parameter(name + "/weight", Init.normal(1), out, in, 1, 1),
                false,
                false);
    }

    /**
     * gain · convolution + bias.
     *
     * @param x [N, in, H, W]
     * @param style [N, in]
     * @param gain of the kernel
     * @param bias [out]
     * @return [N, out, H, W] or [N, out, 2H, 2W], fresh
     */
    public Tensor forward(Tensor x, Tensor style, double gain, Tensor bias) {
        double factor = up ? gain * FIR_GAIN : gain;
        return x.size(0) == 1
                ? single(x, style, factor, bias)
                : batch(x, style, factor, bias.view(1, bias.size(0), 1, 1));
    }

    private Tensor single(Tensor x, Tensor style, double factor, Tensor bias) {
        Tensor perInput = Ops.mul(style, factor).view(along(up ? 0 : 1));
        Tensor kernel = weight.tensor().mul(perInput);
        if (demodulated) {
            kernel = kernel.mul(demodulation(style).view(along(up ? 1 : 0)));
        }
        return up
                ? Fir.filter(Convolutions.convUpFull(x, kernel), bias, 1) // [1, out, 2H, 2W]
                : Convolutions.conv2d(x, kernel, bias, padding());
    }

    private Tensor batch(Tensor x, Tensor style, double factor, Tensor bias) {
        long n = x.size(0);
        Tensor scaled = x.mul(Ops.mul(style, factor).view(n, style.size(1), 1, 1));
        Tensor y =
                up
                        ? Fir.filter(Convolutions.convUpFull(scaled, weight.tensor()), null, 1)
                        : Convolutions.conv2d(scaled, weight.tensor(), null, padding());
        return demodulated
                ? Ops.addcmul(bias, y, demodulation(style).view(n, y.size(1), 1, 1))
                : y.add(bias);
    }

    private int padding() {
        return (int) weight.shape()[2] / 2;
    }

    /** Shape of a vector along one dimension of the kernel. */
    private static long[] along(int dimension) {
        long[] shape = {1, 1, 1, 1};
        shape[dimension] = -1;
        return shape;
    }

    /**
     * Factors that give each output channel a kernel of length 1.
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

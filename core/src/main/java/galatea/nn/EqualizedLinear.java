package galatea.nn;

import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Fully connected layer with equalised learning rate (Karras et al. 2017, section 4.1).
 *
 * <p>The stored weight is drawn from N(0, 1/lrmul²); the weight used is stored · gain / √in ·
 * lrmul, the bias used is stored · lrmul.
 */
public final class EqualizedLinear {
    private final Parameter weight; // [out, in]
    private final @Nullable Parameter bias; // [out]
    private final double weightScale;
    private final double lrmul;

    /**
     * Declares {@code name/weight} [out, in] and {@code name/bias} [out].
     *
     * @param gain √2 before a leaky ReLU, 1 where the output stays linear
     * @param lrmul learning-rate multiplier: 0.01 in the mapping network, else 1
     */
    public EqualizedLinear(
            Parameters parameters, String name, int in, int out, double gain, double lrmul) {
        this(parameters, name, in, out, gain, lrmul, Init.ZEROS);
    }

    private EqualizedLinear(
            Parameters parameters,
            String name,
            int in,
            int out,
            double gain,
            double lrmul,
            @Nullable Init biasInit) {
        weight = parameters.parameter(name + "/weight", Init.normal(1 / lrmul), out, in);
        bias = biasInit == null ? null : parameters.parameter(name + "/bias", biasInit, out);
        weightScale = gain / Math.sqrt(in) * lrmul;
        this.lrmul = lrmul;
    }

    /** Declares {@code name/weight} [out, in] only, at the full learning rate. */
    public static EqualizedLinear withoutBias(
            Parameters parameters, String name, int in, int out, double gain) {
        return new EqualizedLinear(parameters, name, in, out, gain, 1, null);
    }

    /** Declares a layer of gain 1 whose bias starts at 1: factors, at the full learning rate. */
    public static EqualizedLinear aroundOne(Parameters parameters, String name, int in, int out) {
        return new EqualizedLinear(parameters, name, in, out, 1, 1, Init.ONES);
    }

    /** x [N, in] → [N, out]. */
    public Tensor forward(Tensor x) {
        return Ops.linear(x, scaledWeight(), scaledBias());
    }

    /** The gradient at the input for one at the output: [N, out] → [N, in]. */
    public Tensor backward(Tensor gradient) {
        return gradient.matmul(scaledWeight());
    }

    /**
     * Changes the weights so that one output is factor · y + term where it was y.
     *
     * @param output in [0, out)
     * @throws IllegalStateException without a bias
     */
    public void mapOutput(int output, double factor, double term) {
        if (bias == null) {
            throw new IllegalStateException("Bug: a layer without bias cannot be shifted");
        }
        Ops.mapInto(weight, 0, output, factor, 0);
        Ops.mapInto(bias, 0, output, factor, term / lrmul);
    }

    private @Nullable Tensor scaledBias() {
        if (bias == null) {
            return null;
        }
        return lrmul == 1 ? bias.tensor() : Ops.mul(bias.tensor(), lrmul);
    }

    /** The weight as it is used: [out, in]. */
    public Tensor scaledWeight() {
        return Ops.mul(weight.tensor(), weightScale);
    }
}

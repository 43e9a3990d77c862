package galatea.nn;

import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import org.bytedeco.pytorch.Tensor;

/**
 * Fully connected layer with equalised learning rate (Karras et al. 2017, section 4.1).
 *
 * <p>The stored weight is drawn from N(0, 1/lrmul²); the weight used is stored · gain / √in ·
 * lrmul, the bias used is stored · lrmul.
 */
public final class EqualizedLinear {
    private final Parameter weight; // [out, in]
    private final Parameter bias; // [out]
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
        weight = parameters.parameter(name + "/weight", Init.normal(1 / lrmul), out, in);
        bias = parameters.parameter(name + "/bias", Init.ZEROS, out);
        weightScale = gain / Math.sqrt(in) * lrmul;
        this.lrmul = lrmul;
    }

    /** x [N, in] → [N, out]. */
    public Tensor forward(Tensor x) {
        Tensor b = lrmul == 1 ? bias.tensor() : Ops.mul(bias.tensor(), lrmul);
        return Ops.linear(x, scaledWeight(), b);
    }

    /** The gradient at the input for one at the output: [N, out] → [N, in]. */
    public Tensor backward(Tensor gradient) {
        return gradient.matmul(scaledWeight());
    }

    private Tensor scaledWeight() {
        return Ops.mul(weight.tensor(), weightScale);
    }
}

package galatea.model.style2;

import galatea.nn.EqualizedLinear;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Fully connected layers at a hundredth of the learning rate, each followed by a leaky ReLU times
 * √2.
 */
final class MappingLayers {
    private static final double LRMUL = 0.01;
    private static final double GAIN = Math.sqrt(2);

    private final List<EqualizedLinear> layers = new ArrayList<>();

    /**
     * Declares {@code Dense0} and so on.
     *
     * @param in length of the input
     * @param hidden length between layers
     * @param out length of the output
     */
    MappingLayers(Parameters parameters, int count, int in, int hidden, int out) {
        for (int i = 0; i < count; i++) {
            int from = i == 0 ? in : hidden;
            int to = i == count - 1 ? out : hidden;
            layers.add(new EqualizedLinear(parameters, "Dense" + i, from, to, 1, LRMUL));
        }
    }

    /** x [N, in] → [N, out]. */
    Tensor forward(Tensor x) {
        for (EqualizedLinear layer : layers) {
            x = Ops.mul(Ops.leakyRelu(layer.forward(x)), GAIN); // [N, hidden], at last [N, out]
        }
        return x;
    }
}

package galatea.model.mlp;

import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.bytedeco.pytorch.Tensor;

/**
 * Linear layers with ReLU between them, initialised after He et al. 2015: weights from N(0, 2 /
 * in), those of the output from N(0, 1 / in), biases 0.
 */
final class Perceptron {
    private final List<Linear> hidden = new ArrayList<>();
    private final Linear output;

    /** Declares {@code layerN/weight} [out, in], {@code layerN/bias} [out], {@code output/…}. */
    Perceptron(Parameters parameters, MlpConfig config, int in, int out) {
        int width = in;
        for (int i = 1; i <= config.depth(); i++) {
            hidden.add(new Linear(parameters, "layer" + i, width, config.width(), 2));
            width = config.width();
        }
        output = new Linear(parameters, "output", width, out, 1);
    }

    /** x [N, in] → [N, out]. */
    Tensor forward(Tensor x) {
        return forward(x, (index, features) -> features);
    }

    /** The same, with the features [N, width] of each hidden layer run through a tap. */
    Tensor forward(Tensor x, BiFunction<Integer, Tensor, Tensor> tap) {
        Tensor h = x;
        for (int i = 0; i < hidden.size(); i++) {
            h = tap.apply(i, hidden.get(i).forward(h).relu_()); // [N, width]
        }
        return output.forward(h); // [N, out]
    }

    /** The weight of the first layer: [out, in]. */
    Tensor inputWeight() {
        return hidden.get(0).weight().tensor();
    }

    /**
     * The gradient of the summed outputs with respect to the input, ready to be differentiated
     * again: the layers' own backward formulas, whose ReLU masks are constants.
     *
     * @param features [N, width] of each hidden layer, in order
     * @return [N, in]
     */
    Tensor inputGradient(List<Tensor> features) {
        Tensor g = output.weight().tensor(); // [1, width], the same for every sample
        for (int i = hidden.size() - 1; i >= 0; i--) {
            g = Ops.reluBackward(g.expand_as(features.get(i)), features.get(i)); // [N, width]
            g = g.matmul(hidden.get(i).weight().tensor()); // [N, in of the layer]
        }
        return g;
    }

    private record Linear(Parameter weight, Parameter bias) {
        Linear(Parameters parameters, String name, int in, int out, double gain) {
            this(
                    parameters.parameter(
                            name + "/weight", Init.normal(Math.sqrt(gain / in)), out, in),
                    parameters.parameter(name + "/bias", Init.ZEROS, out));
        }

        Tensor forward(Tensor x) {
            return Ops.linear(x, weight.tensor(), bias.tensor());
        }
    }
}

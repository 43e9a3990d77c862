package galatea.model.style2;

import galatea.nn.EqualizedConv2d;
import galatea.nn.EqualizedLinear;
import galatea.nn.MinibatchStdDev;
import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import org.bytedeco.pytorch.Tensor;

/** From 4×4 features to scores: minibatch deviation, convolution, two fully connected layers. */
final class DiscriminatorHead {
    private static final double GAIN = Math.sqrt(2);

    private final DiscriminatorPlan plan;
    private final EqualizedConv2d conv;
    private final Parameter bias; // [C]
    private final EqualizedLinear dense;
    private final EqualizedLinear output;

    /**
     * Declares all tensors.
     *
     * @param outputs values per picture
     */
    DiscriminatorHead(Parameters parameters, DiscriminatorPlan plan, int outputs) {
        this.plan = plan;
        int c = plan.width(2);
        conv = new EqualizedConv2d(parameters, "4x4/Conv", c + 1, c, 3, GAIN);
        bias = parameters.parameter("4x4/Conv/bias", Init.ZEROS, c);
        dense = new EqualizedLinear(parameters, "4x4/Dense0", 16 * c, c, 1, 1);
        output = new EqualizedLinear(parameters, "4x4/Dense1", c, outputs, 1, 1);
    }

    /** x [parts · N, C, 4, 4] → [parts · N, outputs]. */
    Tensor forward(Tensor x, int parts) {
        Tensor y = MinibatchStdDev.append(x, parts, plan.stddevGroup()); // [N, C + 1, 4, 4]
        y = Ops.leakyRelu(conv.forward(y, Ops.mul(bias.tensor(), GAIN)));
        y = Bounds.apply(y, plan.convClamp());
        y = y.contiguous().view(y.size(0), -1); // [N, C · 4 · 4], channels outermost
        y = Ops.mul(Ops.leakyRelu(dense.forward(y)), GAIN); // [N, C]
        return output.forward(y);
    }
}

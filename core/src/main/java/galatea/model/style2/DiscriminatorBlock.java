package galatea.model.style2;

import galatea.nn.EqualizedConv2d;
import galatea.nn.Fir;
import galatea.nn.PointwiseConv2d;
import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Two convolutions, the second to half the resolution; in a residual discriminator with a 1×1
 * convolution beside them, both branches times √½.
 */
final class DiscriminatorBlock {
    private static final double GAIN = Math.sqrt(2);

    private final double convClamp;
    private final double branchGain;
    private final EqualizedConv2d conv0;
    private final Parameter bias0; // [C]
    private final EqualizedConv2d conv1;
    private final Parameter bias1; // [C']
    private final @Nullable PointwiseConv2d skip;

    /** Declares the tensors of the block at resolution 2^r. */
    DiscriminatorBlock(Parameters parameters, DiscriminatorPlan plan, int r) {
        int side = 1 << r;
        String block = side + "x" + side;
        int in = plan.width(r);
        int out = plan.width(r - 1);
        boolean residual = plan.architecture() == Architecture.RESIDUAL;
        convClamp = plan.convClamp();
        branchGain = residual ? Math.sqrt(0.5) : 1;
        conv0 = new EqualizedConv2d(parameters, block + "/Conv0", in, in, 3, GAIN);
        bias0 = parameters.parameter(block + "/Conv0/bias", Init.ZEROS, in);
        String down = block + "/Conv1_down";
        conv1 = new EqualizedConv2d(parameters, down, in, out, 3, GAIN * branchGain);
        bias1 = parameters.parameter(down + "/bias", Init.ZEROS, out);
        skip =
                residual
                        ? new PointwiseConv2d(parameters, block + "/Skip", in, out, branchGain)
                        : null;
    }

    /** [N, C, R, R] → [N, C', R/2, R/2]. */
    Tensor forward(Tensor x) {
        Tensor y = Ops.leakyRelu(conv0.forward(x, Ops.mul(bias0.tensor(), GAIN)));
        y = Fir.filter(Bounds.apply(y, convClamp), null, 2); // [N, C, R + 1, R + 1]
        y = Ops.leakyRelu(conv1.down(y, Ops.mul(bias1.tensor(), GAIN * branchGain)));
        y = Bounds.apply(y, convClamp * branchGain);
        return skip == null ? y : skip.forward(Fir.down(x), null).add(y);
    }
}

package galatea.model;

import galatea.nn.Blur;
import galatea.nn.EqualizedConv2d;
import galatea.nn.EqualizedLinear;
import galatea.nn.MinibatchStdDev;
import galatea.nn.ResamplingConv2d;
import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The discriminator of Progressive GAN (Karras et al. 2017, Table 2), which the style-based GAN
 * uses too, with blurred downsampling.
 */
public final class GrowingDiscriminator {
    private static final double GAIN = Math.sqrt(2);

    private final Plan plan;
    private final List<FromRgb> fromRgb = new ArrayList<>(); // from full resolution down to 4×4
    private final List<Block> blocks = new ArrayList<>(); // from full resolution down to 8×8
    private final EqualizedConv2d lastConv;
    private final Parameter lastBias;
    private final EqualizedLinear dense0;
    private final EqualizedLinear dense1;

    /**
     * What differs between families.
     *
     * @param channels of the pictures
     * @param labelSize number of classes, 0 for none
     * @param widths channels at resolution 2, 4, 8 … R; the first is the hidden layer's
     * @param stddevGroup images per minibatch-deviation group, 0 for the whole batch
     * @param blur a low-pass filter before each downsampling
     * @param growing an input layer per resolution rather than one
     */
    public record Plan(
            int channels,
            int labelSize,
            List<Integer> widths,
            int stddevGroup,
            boolean blur,
            boolean growing) {

        /** Copies the list. */
        public Plan {
            widths = List.copyOf(widths);
        }

        int resolutionLog2() {
            return widths.size();
        }

        /** Channels at resolution 2^r. */
        int width(int r) {
            return widths.get(r - 1);
        }
    }

    /** Declares all tensors; the caller allocates them. */
    public GrowingDiscriminator(Parameters parameters, Plan plan) {
        this.plan = plan;
        int top = plan.resolutionLog2();
        for (int r = top; r >= (plan.growing() ? 2 : top); r--) {
            String name = "FromRGB_lod" + (top - r);
            fromRgb.add(new FromRgb(parameters, name, plan.channels(), plan.width(r)));
        }
        for (int r = top; r >= 3; r--) {
            blocks.add(new Block(parameters, plan, r));
        }
        int c = plan.width(2);
        int hidden = plan.width(1);
        lastConv = new EqualizedConv2d(parameters, "4x4/Conv", c + 1, c, 3, GAIN);
        lastBias = parameters.parameter("4x4/Conv/bias", Init.ZEROS, c);
        dense0 = new EqualizedLinear(parameters, "4x4/Dense0", 16 * c, hidden, GAIN, 1);
        int scores = Math.max(plan.labelSize(), 1);
        dense1 = new EqualizedLinear(parameters, "4x4/Dense1", hidden, scores, 1, 1);
    }

    /** Scores batches: see {@link Discriminator#forward(Tensor, Tensor, double, int)}. */
    public Tensor forward(Tensor images, @Nullable Tensor labels, double lod, int parts) {
        int first = (int) lod;
        double t = lod - first; // share of the lower resolution
        Tensor x = fromRgb.get(first).forward(images);
        for (int i = first; i < blocks.size(); i++) {
            x = blocks.get(i).forward(x); // halves the resolution
            if (i == first && t > 0) {
                Tensor lower = fromRgb.get(i + 1).forward(Ops.averagePool2(images));
                x = Ops.lerp(x, lower, t);
            }
        }
        return score(x, labels, parts);
    }

    /** x [parts · N, C, 4, 4] → [parts · N]. */
    private Tensor score(Tensor features, @Nullable Tensor labels, int parts) {
        Tensor x = MinibatchStdDev.append(features, parts, plan.stddevGroup());
        x = Ops.leakyReluInPlace(lastConv.forward(x, lastBias.tensor()));
        x = x.contiguous().view(x.size(0), -1); // [N, C · 4 · 4], channels outermost
        x = Ops.leakyReluInPlace(dense0.forward(x));
        Tensor scores = dense1.forward(x); // [N, max(labelSize, 1)]
        return labels == null ? scores.view(-1) : Ops.sum(scores.mul(labels), 1);
    }

    /** 1×1 convolution from colours. */
    private static final class FromRgb {
        private final EqualizedConv2d conv;
        private final Parameter bias;

        FromRgb(Parameters parameters, String name, int colours, int out) {
            conv = new EqualizedConv2d(parameters, name, colours, out, 1, GAIN);
            bias = parameters.parameter(name + "/bias", Init.ZEROS, out);
        }

        Tensor forward(Tensor images) {
            return Ops.leakyReluInPlace(conv.forward(Ops.channelsLast(images), bias.tensor()));
        }
    }

    /** Convolution, then convolution to half the resolution, blurred if the plan says so. */
    private static final class Block {
        private final EqualizedConv2d conv0;
        private final Parameter bias0;
        private final ResamplingConv2d down;
        private final Parameter bias1;
        private final boolean blur;

        Block(Parameters parameters, Plan plan, int r) {
            int side = 1 << r;
            String block = side + "x" + side;
            int in = plan.width(r);
            int out = plan.width(r - 1);
            blur = plan.blur();
            conv0 = new EqualizedConv2d(parameters, block + "/Conv0", in, in, 3, GAIN);
            bias0 = parameters.parameter(block + "/Conv0/bias", Init.ZEROS, in);
            down = ResamplingConv2d.down(parameters, block + "/Conv1_down", in, out, GAIN);
            bias1 = parameters.parameter(block + "/Conv1_down/bias", Init.ZEROS, out);
        }

        Tensor forward(Tensor features) {
            Tensor x = Ops.leakyReluInPlace(conv0.forward(features, bias0.tensor()));
            x = blur ? Blur.apply(x, null) : x;
            return Ops.leakyReluInPlace(down.forward(x, bias1.tensor()));
        }
    }
}

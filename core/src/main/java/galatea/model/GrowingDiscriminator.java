package galatea.model;

import galatea.nn.Blur;
import galatea.nn.EqualizedConv2d;
import galatea.nn.EqualizedLinear;
import galatea.nn.MinibatchStdDev;
import galatea.nn.ResamplingConv2d;
import galatea.torch.DType;
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
     * @param widensFirst blocks change their width in the first convolution rather than the second
     * @param growing an input layer per resolution rather than one
     */
    public record Plan(
            int channels,
            int labelSize,
            List<Integer> widths,
            int stddevGroup,
            boolean blur,
            boolean widensFirst,
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
        return score(images, labels, lod, parts, new Trace());
    }

    /**
     * Scores and image gradient: see {@link Discriminator#scoreWithGradient}.
     *
     * <p>Runs the layers' own backward formulas on the features of the forward pass. Unlike a
     * second derivative through autograd, which turns each weight gradient into a convolution with
     * a kernel as large as the image, they consist of ordinary convolutions.
     */
    public Discriminator.Scored scoreWithGradient(
            Tensor images, @Nullable Tensor labels, double lod, int parts) {
        Trace trace = new Trace();
        Tensor scores = score(images, labels, lod, parts, trace);
        Trace first = trace.first(images.size(0) / parts);
        return new Discriminator.Scored(scores, imageGradient(labels, lod, first));
    }

    private Tensor score(
            Tensor images, @Nullable Tensor labels, double lod, int parts, Trace trace) {
        int first = (int) lod;
        double t = lod - first; // share of the lower resolution
        Tensor x = trace.add(fromRgb.get(first).forward(images));
        for (int i = first; i < blocks.size(); i++) {
            x = blocks.get(i).forward(x, trace); // halves the resolution
            if (i == first && t > 0) {
                Tensor lower = fromRgb.get(i + 1).forward(Ops.averagePool2(images));
                x = Ops.lerp(x, trace.add(lower), t);
            }
        }
        return head(x, labels, parts, trace);
    }

    /** x [parts · N, C, 4, 4] → [parts · N]. */
    private Tensor head(Tensor features, @Nullable Tensor labels, int parts, Trace trace) {
        trace.add(features);
        Tensor x = MinibatchStdDev.append(features, parts, plan.stddevGroup());
        x = trace.add(Ops.leakyReluInPlace(lastConv.forward(x, lastBias.tensor())));
        x = x.contiguous().view(x.size(0), -1); // [N, C · 4 · 4], channels outermost
        x = trace.add(Ops.leakyReluInPlace(dense0.forward(x)));
        Tensor scores = dense1.forward(x); // [N, max(labelSize, 1)]
        return labels == null ? scores.view(-1) : Ops.sum(scores.mul(labels), 1);
    }

    private Tensor imageGradient(@Nullable Tensor labels, double lod, Trace trace) {
        int first = (int) lod;
        double t = lod - first;
        Tensor g = headGradient(labels, trace); // [N, C, 4, 4]
        @Nullable Tensor lower = null;
        for (int i = blocks.size() - 1; i >= first; i--) {
            if (i == first && t > 0) {
                Tensor share = Ops.scale(g, t);
                Tensor small = fromRgb.get(i + 1).backward(share, trace.last());
                lower = Ops.mul(Ops.upsampleNearest(small, 2), 0.25);
                g = Ops.scale(g, 1 - t);
            }
            g = blocks.get(i).backward(g, trace);
        }
        g = fromRgb.get(first).backward(g, trace.last());
        return lower == null ? g : g.add(lower);
    }

    private Tensor headGradient(@Nullable Tensor labels, Trace trace) {
        Tensor hidden = trace.last();
        long n = hidden.size(0);
        Tensor g =
                labels == null
                        ? Ops.ones(DType.of(hidden), n, 1)
                        : labels.narrow(0, 0, n); // [N, max(labelSize, 1)]
        g = Ops.leakyReluBackward(dense1.backward(g), hidden);
        Tensor conv = trace.last();
        g = Ops.channelsLast(dense0.backward(g).view(conv.shape()));
        g = lastConv.backward(Ops.leakyReluBackward(g, conv)); // [N, C + 1, 4, 4]
        Tensor features = trace.last();
        Tensor appended = MinibatchStdDev.append(features, 1, plan.stddevGroup());
        return Ops.gradient(appended, features, g);
    }

    /** What the forward pass computed, taken back in reverse order. */
    private static final class Trace {
        private final List<Tensor> features = new ArrayList<>();

        Tensor add(Tensor x) {
            features.add(x);
            return x;
        }

        Tensor last() {
            return features.remove(features.size() - 1);
        }

        /** The same for the first images of the batch. */
        Trace first(long count) {
            Trace part = new Trace();
            features.forEach(x -> part.add(x.narrow(0, 0, count)));
            return part;
        }
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

        Tensor backward(Tensor gradient, Tensor output) {
            return conv.backward(Ops.leakyReluBackward(gradient, output));
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
            int middle = plan.widensFirst() ? out : in;
            conv0 = new EqualizedConv2d(parameters, block + "/Conv0", in, middle, 3, GAIN);
            bias0 = parameters.parameter(block + "/Conv0/bias", Init.ZEROS, middle);
            down = ResamplingConv2d.down(parameters, block + "/Conv1_down", middle, out, GAIN);
            bias1 = parameters.parameter(block + "/Conv1_down/bias", Init.ZEROS, out);
        }

        Tensor forward(Tensor features, Trace trace) {
            Tensor x = Ops.leakyReluInPlace(conv0.forward(features, bias0.tensor()));
            x = blurred(trace.add(x));
            return trace.add(Ops.leakyReluInPlace(down.forward(x, bias1.tensor())));
        }

        Tensor backward(Tensor gradient, Trace trace) {
            Tensor g = down.backward(Ops.leakyReluBackward(gradient, trace.last()));
            g = blurred(g); // its own transpose
            return conv0.backward(Ops.leakyReluBackward(g, trace.last()));
        }

        private Tensor blurred(Tensor x) {
            return blur ? Blur.apply(x, null) : x;
        }
    }
}

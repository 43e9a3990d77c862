package galatea.segment;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * How a network of ONNX takes pictures: the {@code input} of its card, see {@code
 * docs/segmenters.md}.
 *
 * @param port the tensor
 * @param order of its channels: RGB, BGR or gray
 * @param low what black is before normalisation
 * @param high what white is before normalisation
 * @param mean per channel, in the network's order
 * @param deviation per channel; the network gets (value − mean) / deviation
 */
record PictureInput(
        ModelPort port, String order, double low, double high, double[] mean, double[] deviation) {
    private static final Set<String> OWN = Set.of("channels", "range", "mean", "std");

    /**
     * Reads the input of a card.
     *
     * @throws IllegalArgumentException naming the value that is missing, unknown or wrong
     */
    static PictureInput read(CardReader card) {
        Set<String> keys = new HashSet<>(ModelPort.KEYS);
        keys.addAll(OWN);
        CardReader in = card.object("input", keys);
        ModelPort port = ModelPort.read("input", in);
        String order = in.oneOf("channels", List.of("RGB", "BGR", "gray"));
        int channels = order.equals("gray") ? 1 : 3;
        ModelCard.requireSame("input.shape", "channels", channels, port.channels());
        double[] range = in.numbers("range", 2);
        double[] deviation = in.numbers("std", channels);
        for (double value : deviation) {
            if (!(value > 0)) {
                throw new IllegalArgumentException("input.std must be positive: " + value);
            }
        }
        double[] mean = in.numbers("mean", channels);
        return new PictureInput(port, order, range[0], range[1], mean, deviation);
    }

    /** Number of channels. */
    int channels() {
        return mean.length;
    }

    /**
     * One of some pictures as the network takes it; the caller closes the tensor.
     *
     * @param images [N, C, H, W], nominally in [−1, 1]
     */
    OnnxTensor tensor(Tensor images, int index) throws OrtException {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor picture = images.narrow(0, index, 1); // [1, C, H, W]
            Tensor x = prepared(Ops.clamp(picture, -1, 1));
            return OnnxPorts.tensor(Ops.floats(x), x.shape(), port.half());
        }
    }

    /**
     * Pictures as the network takes them, in single precision; gradients flow.
     *
     * @param images [N, C, H, W], nominally in [−1, 1]
     * @return [N, channels, h, w] or [N, h, w, channels] as the port says
     */
    Tensor prepared(Tensor images) {
        long height = size(port.height(), images.size(2));
        long width = size(port.width(), images.size(3));
        Tensor x = PictureChannels.convert(images, channels());
        return normalized(Ops.resizeBilinear(x, height, width));
    }

    private static long size(long wanted, long found) {
        return wanted < 0 ? found : wanted;
    }

    /** As the card says, in the input's layout. */
    private Tensor normalized(Tensor x) {
        double[] factor = new double[channels()];
        double[] term = new double[channels()];
        for (int c = 0; c < factor.length; c++) {
            double half = (high - low) / 2; // [−1, 1] to [low, high]
            factor[c] = half / deviation[c];
            term[c] = (low + half - mean[c]) / deviation[c];
        }
        Tensor ordered = order.equals("BGR") ? x.flip(1) : x;
        Tensor y = ordered.mul(perChannel(factor)).add(perChannel(term));
        return port.channelsLast() ? y.permute(0, 2, 3, 1) : y; // [N, H, W, C]
    }

    private static Tensor perChannel(double[] values) {
        return Ops.of(DType.FLOAT32, values, 1, values.length, 1, 1);
    }
}

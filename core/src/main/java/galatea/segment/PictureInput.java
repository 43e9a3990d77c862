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
            long height = size(port.height(), picture.size(2));
            long width = size(port.width(), picture.size(3));
            Tensor x = PictureChannels.convert(picture, channels());
            x = Ops.resizeBilinear(Ops.clamp(x, -1, 1), height, width);
            long[] shape = port.shape(height, width, channels());
            return OnnxPorts.tensor(Ops.floats(normalized(x)), shape, port.half());
        }
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
        return port.channelsLast() ? y.permute(0, 2, 3, 1) : y; // [1, H, W, C]
    }

    private static Tensor perChannel(double[] values) {
        return Ops.of(DType.FLOAT32, values, 1, values.length, 1, 1);
    }
}

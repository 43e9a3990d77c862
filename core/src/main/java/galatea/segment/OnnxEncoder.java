package galatea.segment;

import galatea.format.FormatException;
import galatea.torch.Ops;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/**
 * A tensor inside a network of ONNX as features: a classifier's last but one, say, averaged over
 * its positions.
 *
 * <p>The card's {@code features} lists tensors, of which the first is taken: {@code [{"name":
 * "fire9/concat_1", "shape": [1, 512, 13, 13]}]}, [1, F] or [1, F, h, w]. It need not be an output
 * of the network. The other values of the card are those of a segmenter; those of its output and
 * classes may be absent. Pictures are resized as {@link OnnxSegmenter} does.
 */
public final class OnnxEncoder implements FeatureEncoder {
    private final OnnxNetwork network;
    private final String feature;
    private final int size;
    private final String identity;

    private OnnxEncoder(OnnxNetwork network, FeatureCard card, String identity) {
        this.network = network;
        this.feature = card.feature();
        this.size = card.size();
        this.identity = identity;
    }

    /**
     * Opens a network with its card.
     *
     * @param model {@code NAME.onnx}; {@code NAME.json} must lie beside it
     * @throws NoSuchFileException if either is absent
     * @throws FormatException if either is damaged, or they contradict each other
     */
    public static OnnxEncoder open(Path model) throws IOException {
        FeatureCard card = OnnxNetwork.card(model, FeatureCard::read);
        byte[] bytes = Files.readAllBytes(model);
        ByteBuffer text = ByteBuffer.wrap(Files.readAllBytes(OnnxNetwork.cardOf(model)));
        String digest = "onnx:" + Digest.of(ByteBuffer.wrap(bytes), text);
        OnnxNetwork network =
                new OnnxNetwork(
                        OnnxPorts.session(model, bytes, card.input(), card.feature()),
                        card.input());
        return new OnnxEncoder(network, card, digest);
    }

    @Override
    public Tensor features(Tensor images) {
        int count = Math.toIntExact(images.size(0));
        float[] features = new float[count * size];
        for (int n = 0; n < count; n++) {
            float[] one = averaged(network.run(images, n, feature));
            System.arraycopy(one, 0, features, n * size, size);
        }
        return Ops.of(features, count, size);
    }

    /** [1, F, …] → [F]. */
    private float[] averaged(OnnxNetwork.Given given) {
        if (given.shape().length < 2 || given.shape()[1] != size) {
            throw new IllegalArgumentException(
                    "%s must have %d features, as the card says: %s"
                            .formatted(feature, size, Arrays.toString(given.shape())));
        }
        int positions = given.values().length / size;
        float[] means = new float[size];
        for (int f = 0; f < size; f++) {
            double sum = 0;
            for (int p = 0; p < positions; p++) {
                sum += given.values()[f * positions + p];
            }
            means[f] = (float) (sum / positions);
        }
        return means;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public void close() {
        network.close();
    }
}

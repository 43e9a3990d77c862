package galatea.segment;

import galatea.data.LabelClasses;
import galatea.format.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.bytedeco.pytorch.Tensor;

/**
 * A segmentation network of ONNX, run by ONNX Runtime on the processor.
 *
 * <p>Pictures of any size are resized to the network's (bilinear, half-pixel centres), one at a
 * time; gray is repeated, transparency laid over white. The labels of the largest outputs are
 * brought back to the pictures' size by nearest neighbour.
 */
public final class OnnxSegmenter implements Segmenter {
    private final ModelCard card;
    private final OnnxNetwork network;
    private final String identity;

    private OnnxSegmenter(ModelCard card, OnnxNetwork network, String identity) {
        this.card = card;
        this.network = network;
        this.identity = identity;
    }

    /**
     * Opens a network with its card.
     *
     * @param model {@code NAME.onnx}; {@code NAME.json} must lie beside it
     * @throws NoSuchFileException if either is absent
     * @throws FormatException if either is damaged, or they contradict each other
     */
    public static OnnxSegmenter open(Path model) throws IOException {
        ModelCard card = OnnxNetwork.card(model, ModelCard::read);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(model));
        ByteBuffer text = ByteBuffer.wrap(Files.readAllBytes(OnnxNetwork.cardOf(model)));
        String names = String.join("\n", card.classes().names());
        String digest = "onnx:" + Digest.of(bytes, text, Digest.text(names));
        OnnxNetwork network = new OnnxNetwork(OnnxPorts.session(model, card), card.input());
        return new OnnxSegmenter(card, network, digest);
    }

    @Override
    public LabelClasses classes() {
        return card.classes();
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public byte[] labels(Tensor images) {
        int count = Math.toIntExact(images.size(0));
        int height = Math.toIntExact(images.size(2));
        int width = Math.toIntExact(images.size(3));
        byte[] labels = new byte[count * height * width];
        for (int n = 0; n < count; n++) {
            ClassValues values = values(images, n);
            System.arraycopy(
                    values.labels(height, width), 0, labels, n * height * width, height * width);
        }
        return labels;
    }

    /** What the network gives for one of some pictures. */
    ClassValues values(Tensor images, int index) {
        OnnxNetwork.Given given = network.run(images, index, card.output().name());
        return ClassValues.of(given.values(), given.shape(), card);
    }

    @Override
    public void close() {
        network.close();
    }
}

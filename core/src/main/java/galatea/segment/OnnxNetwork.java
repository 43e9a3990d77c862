package galatea.segment;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import galatea.format.FormatException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * A network of ONNX that looks at one picture at a time, run by ONNX Runtime on the processor.
 *
 * @param session with the network, closed with this
 * @param input how it takes pictures
 */
record OnnxNetwork(OrtSession session, PictureInput input) implements AutoCloseable {

    /**
     * A tensor that a network gave.
     *
     * @param values row-major
     * @param shape its shape
     */
    record Given(float[] values, long[] shape) {}

    /** Reads a card. */
    @FunctionalInterface
    interface Reader<T> {
        /** Reads it; a wrong one is an IllegalArgumentException. */
        T read(Path card) throws IOException;
    }

    /** The card of a network: {@code NAME.json} beside {@code NAME.onnx}. */
    static Path cardOf(Path model) {
        String name = String.valueOf(model.getFileName());
        return model.resolveSibling(name.replaceFirst("(\\.[^.]*)?$", ".json"));
    }

    /**
     * Reads the card of a network.
     *
     * @throws NoSuchFileException if network or card are absent
     * @throws FormatException if the card is wrong
     */
    static <T> T card(Path model, Reader<T> reader) throws IOException {
        Path card = cardOf(model);
        if (!Files.exists(model)) {
            throw new NoSuchFileException(model.toString());
        }
        if (!Files.exists(card)) {
            throw new NoSuchFileException(
                    card.toString(), null, "must describe " + model.getFileName());
        }
        try {
            return reader.read(card);
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new FormatException(card.toString(), String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * What the network gives for one of some pictures.
     *
     * @param images [N, C, H, W], nominally in [−1, 1]
     * @param output name of a tensor
     */
    Given run(Tensor images, int index, String output) {
        try (OnnxTensor x = input.tensor(images, index);
                OrtSession.Result result =
                        session.run(Map.of(input.port().name(), x), Set.of(output))) {
            OnnxTensor y = (OnnxTensor) result.get(0);
            float[] values = new float[y.getFloatBuffer().remaining()];
            y.getFloatBuffer().get(values);
            return new Given(values, y.getInfo().getShape());
        } catch (OrtException e) {
            throw new IllegalArgumentException(
                    "pictures must suit the network: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
        }
    }
}

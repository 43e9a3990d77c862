package galatea.segment;

import galatea.format.FormatException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.pytorch.Tensor;

/**
 * Turns whole pictures into vectors of features, between which sets of pictures are compared.
 *
 * <p>Distances from different encoders cannot be compared with each other: the encoder belongs to
 * every number. An encoder belongs to the thread that made it.
 */
public interface FeatureEncoder extends AutoCloseable {
    /**
     * What the encoder sees in pictures.
     *
     * @param images [N, C, R, R], nominally in [−1, 1]
     * @return [N, F], in the caller's scope
     * @throws IllegalArgumentException if it cannot look at pictures of this kind
     */
    Tensor features(Tensor images);

    /** A text that differs where the features of equal pictures may differ. */
    String identity();

    @Override
    default void close() {}

    /**
     * Opens, outside any scope; the caller closes it:
     *
     * <ul>
     *   <li>{@code *.onnx}: a network whose card, {@code *.json} beside it, names a tensor of
     *       {@code features}, see {@link OnnxEncoder};
     *   <li>{@code *.safetensors} or {@code builtin:NAME}: a U-Net, see {@link UNetSegmenter}.
     * </ul>
     *
     * @throws NoSuchFileException if nothing is there
     * @throws FormatException if the file is damaged or of another kind
     * @throws IllegalArgumentException if the name is none of these
     */
    static FeatureEncoder open(String name) throws IOException {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".onnx")) {
            return OnnxEncoder.open(Path.of(name));
        }
        if (!lower.endsWith(".safetensors") && !name.startsWith("builtin:")) {
            throw new IllegalArgumentException(
                    "features must be NAME.safetensors (a U-Net), NAME.onnx (with its card"
                            + " NAME.json) or builtin:NAME: "
                            + name);
        }
        return (UNetSegmenter) SegmenterSource.open(name); // such names are of U-Nets
    }
}

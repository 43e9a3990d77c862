package galatea.segment;

import galatea.format.BuiltinFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Finds and opens the segmenter that a user names. */
public final class SegmenterSource {
    private SegmenterSource() {}

    /**
     * Opens, outside any scope; the caller closes it:
     *
     * <ul>
     *   <li>{@code *.safetensors}: a U-Net trained here, see {@link SegmenterFile};
     *   <li>{@code *.onnx} with its card {@code *.json} beside it, see {@link OnnxSegmenter};
     *   <li>{@code *.json}: rules on colours, see {@link ColourSegmenter};
     *   <li>{@code builtin:NAME}: a U-Net shipped with this library.
     * </ul>
     *
     * @throws NoSuchFileException if nothing is there
     * @throws galatea.format.FormatException if the file is damaged or of another kind
     * @throws IllegalArgumentException if the name is none of these
     */
    public static Segmenter open(String name) throws IOException {
        if (BuiltinFiles.isName(name)) {
            return SegmenterFile.open(BuiltinFiles.copy("segmenters", name)).segmenter();
        }
        Path path = Path.of(name);
        String lower = name.toLowerCase(Locale.ROOT);
        if (!lower.matches(".*\\.(safetensors|onnx|json)")) {
            throw new IllegalArgumentException(
                    "segmenter must be NAME.safetensors (a U-Net), NAME.onnx (with its card"
                            + " NAME.json), NAME.json (rules on colours) or builtin:NAME: "
                            + name);
        }
        if (!Files.isRegularFile(path)) {
            throw new NoSuchFileException(name);
        }
        if (lower.endsWith(".safetensors")) {
            return SegmenterFile.open(path).segmenter();
        }
        return lower.endsWith(".onnx") ? OnnxSegmenter.open(path) : ColourSegmenter.open(path);
    }
}

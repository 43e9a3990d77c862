package galatea.segment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds and opens the segmenter that a user names. */
public final class SegmenterSource {
    private static final String BUILTIN = "builtin:";
    private static final Pattern WORD = Pattern.compile("[a-z0-9-]+");

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
        if (name.startsWith(BUILTIN)) {
            return builtin(name.substring(BUILTIN.length()));
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

    /** Copied out of the library, since files are memory-mapped. */
    private static Segmenter builtin(String word) throws IOException {
        String resource = "/galatea/segmenters/%s.safetensors".formatted(word);
        try (InputStream in =
                WORD.matcher(word).matches()
                        ? SegmenterSource.class.getResourceAsStream(resource)
                        : null) {
            if (in == null) {
                throw new NoSuchFileException(
                        BUILTIN + word, null, "is not shipped with this version");
            }
            Path copy = Files.createTempFile("galatea-" + word, ".safetensors");
            copy.toFile().deleteOnExit();
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return SegmenterFile.open(copy).segmenter();
        }
    }
}

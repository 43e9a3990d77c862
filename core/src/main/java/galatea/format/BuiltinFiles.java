package galatea.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;

/** Files shipped with this library, which users name {@code builtin:NAME}. */
public final class BuiltinFiles {
    private static final String PREFIX = "builtin:";
    private static final Pattern WORD = Pattern.compile("[a-z0-9-]+");

    private BuiltinFiles() {}

    /** Whether a name is one of a shipped file. */
    public static boolean isName(String name) {
        return name.startsWith(PREFIX);
    }

    /**
     * A shipped safetensors file, copied out of the library, since files are memory-mapped; the
     * copy goes when the process ends.
     *
     * @param folder of the resources, such as {@code networks}
     * @param name {@code builtin:NAME}
     * @throws NoSuchFileException if there is none of that name
     */
    public static Path copy(String folder, String name) throws IOException {
        String word = name.substring(PREFIX.length());
        String resource = "/galatea/%s/%s.safetensors".formatted(folder, word);
        try (InputStream in =
                WORD.matcher(word).matches()
                        ? BuiltinFiles.class.getResourceAsStream(resource)
                        : null) {
            if (in == null) {
                throw new NoSuchFileException(name, null, "is not shipped with this version");
            }
            Path copy = Files.createTempFile("galatea-" + word, ".safetensors");
            copy.toFile().deleteOnExit();
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        }
    }
}

package galatea.model;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the network file that a user names. */
public final class NetworkSource {
    private static final String BUILTIN = "builtin:";
    private static final Pattern SNAPSHOT = Pattern.compile("network-snapshot-\\d+\\.safetensors");
    private static final Pattern WORD = Pattern.compile("[a-z0-9-]+");

    private NetworkSource() {}

    /**
     * The file of a name: a file itself, the newest snapshot of a run directory, or a network
     * shipped with this library.
     *
     * @param name path of a file or run directory, or {@code builtin:NAME}
     * @throws NoSuchFileException if nothing is there
     */
    public static Path locate(String name) throws IOException {
        if (name.startsWith(BUILTIN)) {
            return builtin(name.substring(BUILTIN.length()));
        }
        Path path = Path.of(name);
        if (!Files.exists(path)) {
            throw new NoSuchFileException(name);
        }
        return Files.isDirectory(path) ? newestSnapshot(path) : path;
    }

    private static Path newestSnapshot(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            Optional<Path> newest =
                    files.filter(file -> SNAPSHOT.matcher(fileName(file)).matches())
                            .max(Comparator.comparing(NetworkSource::number));
            return newest.orElseThrow(
                    () ->
                            new NoSuchFileException(
                                    run.toString(),
                                    null,
                                    "must have a network-snapshot-NNNNNN.safetensors"));
        }
    }

    private static String fileName(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static BigInteger number(Path snapshot) {
        return new BigInteger(fileName(snapshot).replaceAll("\\D", ""));
    }

    /** Copied out of the library, since networks are memory-mapped. */
    private static Path builtin(String word) throws IOException {
        String resource = "/galatea/networks/%s.safetensors".formatted(word);
        try (InputStream in =
                WORD.matcher(word).matches()
                        ? NetworkSource.class.getResourceAsStream(resource)
                        : null) {
            if (in == null) {
                throw new NoSuchFileException(
                        BUILTIN + word, null, "is not shipped with this version");
            }
            Path copy = Files.createTempFile("galatea-" + word, ".safetensors");
            copy.toFile().deleteOnExit();
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        }
    }
}

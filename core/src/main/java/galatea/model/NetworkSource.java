package galatea.model;

import galatea.format.BuiltinFiles;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the network file that a user names. */
public final class NetworkSource {
    private static final Pattern SNAPSHOT = Pattern.compile("network-snapshot-\\d+\\.safetensors");

    private NetworkSource() {}

    /**
     * The file of a name: a file itself, the newest snapshot of a run directory, or a network
     * shipped with this library.
     *
     * @param name path of a file or run directory, or {@code builtin:NAME}
     * @throws NoSuchFileException if nothing is there
     */
    public static Path locate(String name) throws IOException {
        if (BuiltinFiles.isName(name)) {
            return BuiltinFiles.copy("networks", name);
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
}

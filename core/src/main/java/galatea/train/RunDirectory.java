package galatea.train;

import galatea.format.AtomicFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of a training run: the contract between trainer, command line and studio.
 *
 * <p>Numbers in file names are thousands of images seen.
 */
public final class RunDirectory {
    /** Configuration of the run. */
    public static final String OPTIONS = "training_options.json";

    /** One JSON object per line: the statistics of a tick. */
    public static final String STATS = "stats.jsonl";

    /** Log of the run. */
    public static final String LOG = "log.txt";

    private static final Pattern RUN = Pattern.compile("(\\d{5})-.*");
    private static final Pattern STATE = Pattern.compile("training-state-(\\d{6,})\\.safetensors");
    private static final Pattern SNAPSHOT =
            Pattern.compile("network-snapshot-(\\d{6,})\\.safetensors");

    private final Path path;

    private RunDirectory(Path path) {
        this.path = path;
    }

    /**
     * Creates {@code parent/NNNNN-name} with the next free number.
     *
     * @throws IOException if the folder cannot be created
     */
    public static RunDirectory create(Path parent, String name) throws IOException {
        if (!Files.isDirectory(parent)) { // a link to a folder is one, too
            Files.createDirectories(parent);
        }
        int number = nextNumber(parent);
        while (true) {
            Path path = parent.resolve("%05d-%s".formatted(number, name));
            try {
                return new RunDirectory(Files.createDirectory(path));
            } catch (FileAlreadyExistsException e) {
                number++; // another run took the number just now
            }
        }
    }

    private static int nextNumber(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.map(child -> RUN.matcher(child.getFileName().toString()))
                    .filter(Matcher::matches)
                    .mapToInt(match -> Integer.parseInt(match.group(1)) + 1)
                    .max()
                    .orElse(0);
        }
    }

    /**
     * An existing run.
     *
     * @throws NoSuchFileException if the folder has no training options
     */
    public static RunDirectory open(Path path) throws IOException {
        if (!Files.isRegularFile(path.resolve(OPTIONS))) {
            throw new NoSuchFileException(
                    path.toString(), null, "no training run here: expected " + OPTIONS);
        }
        return new RunDirectory(path);
    }

    /** The folder. */
    public Path path() {
        return path;
    }

    /** A file of the run. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /** Where the training state after {@code imagesSeen} images belongs. */
    Path state(long imagesSeen) {
        return file("training-state-%06d.safetensors".formatted(imagesSeen / 1000));
    }

    /** Where the network after {@code imagesSeen} images belongs. */
    public Path snapshot(long imagesSeen) {
        return file("network-snapshot-%06d.safetensors".formatted(imagesSeen / 1000));
    }

    /** Where the sample grid after {@code imagesSeen} images belongs. */
    public Path fakes(long imagesSeen) {
        return file("fakes%06d.png".formatted(imagesSeen / 1000));
    }

    /** Saved training states, newest first. */
    List<Path> states() throws IOException {
        return numbered(STATE);
    }

    /** The newest network of the run, if it has one yet. */
    public Optional<Path> newestSnapshot() throws IOException {
        return numbered(SNAPSHOT).stream().findFirst();
    }

    private List<Path> numbered(Pattern pattern) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> pattern.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparingLong((Path f) -> number(pattern, f)).reversed())
                    .toList();
        }
    }

    private static long number(Pattern pattern, Path file) {
        Matcher match = pattern.matcher(file.getFileName().toString());
        return match.matches() ? Long.parseLong(match.group(1)) : -1;
    }

    /** Writes a text file atomically. */
    void write(String name, String text) throws IOException {
        AtomicFiles.writeString(file(name), text);
    }
}

package galatea.train;

import galatea.format.AtomicFiles;
import galatea.format.FormatException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a training run: the contract between trainer, command line and studio.
 *
 * <p>Numbers in file names say how far the run was: thousands of images seen, or generations.
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
    private static final Pattern FAKES = Pattern.compile("fakes(\\d{6,})\\.png");
    private static final Pattern SNAPSHOT =
            Pattern.compile("network-snapshot-(\\d{6,})\\.safetensors");

    /** Training states kept: the newest, and one to fall back on. */
    private static final int STATES_KEPT = 2;

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

    /**
     * The configuration a run was started with.
     *
     * @param foreign a field that only runs of another kind have
     * @param kind what such a run is, such as {@code evolution}
     * @param parser of the text; an IllegalArgumentException if it is not valid
     * @throws FormatException if the run is of the other kind, or its options are not valid
     */
    public <C> C options(String foreign, String kind, Function<String, C> parser)
            throws IOException {
        Path file = file(OPTIONS);
        String text = Files.readString(file);
        if (ConfigJson.has(text, foreign)) {
            throw new FormatException(
                    file.toString(), "is of %s, which another verb resumes".formatted(kind));
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new FormatException(file.toString(), String.valueOf(e.getMessage()), e);
        }
    }

    /** The folder. */
    public Path path() {
        return path;
    }

    /** A file of the run. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /** Where the training state of a number belongs. */
    public Path state(long number) {
        return file("training-state-%06d.safetensors".formatted(number));
    }

    /** Where the network of a number belongs. */
    public Path snapshot(long number) {
        return file("network-snapshot-%06d.safetensors".formatted(number));
    }

    /** Where the picture of samples of a number belongs. */
    public Path fakes(long number) {
        return file("fakes%06d.png".formatted(number));
    }

    /** Saved training states, newest first. */
    List<Path> states() throws IOException {
        return numbered(STATE);
    }

    /** Pictures of samples, oldest first. */
    public List<Path> fakes() throws IOException {
        List<Path> newestFirst = new ArrayList<>(numbered(FAKES));
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    /** Deletes all training states but the newest, and one to fall back on. */
    public void dropOldStates() throws IOException {
        List<Path> states = states();
        for (Path old : states.subList(Math.min(STATES_KEPT, states.size()), states.size())) {
            Files.deleteIfExists(old);
        }
    }

    /** Rebuilds a training from a state. */
    @FunctionalInterface
    public interface StateLoader<T> {
        /** Reads the state; an IOException if it is damaged. */
        T load(Path state) throws IOException;
    }

    /**
     * Rebuilds the training of the newest state that can be read.
     *
     * @param afresh the beginning of the training, for a run stopped before its first snapshot
     * @throws IOException if there are states and none can be read; the message says why
     */
    public <T> T newestState(StateLoader<T> loader, Supplier<T> afresh) throws IOException {
        List<Path> states = states();
        if (states.isEmpty()) {
            return afresh.get();
        }
        @Nullable IOException reason = null;
        for (Path state : states) {
            try {
                return loader.load(state);
            } catch (IOException e) {
                reason = e; // an older state may still be good
            }
        }
        throw new IOException(
                path
                        + " has no loadable training-state-*.safetensors"
                        + (reason == null ? "" : ": " + reason.getMessage()),
                reason);
    }

    /** The newest network of the run, if it has one yet. */
    public Optional<Path> newestSnapshot() throws IOException {
        return numbered(SNAPSHOT).stream().findFirst();
    }

    /** The newest network up to a number, if there is one. */
    public Optional<Path> newestSnapshot(long number) throws IOException {
        return numbered(SNAPSHOT).stream()
                .filter(file -> number(SNAPSHOT, file) <= number)
                .findFirst();
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

    /**
     * Keeps all others from training here until it is closed, or this process ends.
     *
     * @throws IOException if another training is here
     */
    public Closeable lock() throws IOException {
        return RunLock.take(path);
    }

    /** Writes a text file atomically. */
    public void write(String name, String text) throws IOException {
        AtomicFiles.writeString(file(name), text);
    }
}

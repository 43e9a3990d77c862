package galatea.train;

import galatea.format.AtomicFiles;
import galatea.format.TensorBoardWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The statistics of a run: {@code stats.jsonl}, a line per tick, and the same as TensorBoard
 * events.
 */
public final class StatsFile implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path path;
    private final TensorBoardWriter events;

    private StatsFile(Path path, TensorBoardWriter events) {
        this.path = path;
        this.events = events;
    }

    /**
     * Opens the statistics of a run, without lines that a resumed run will write again.
     *
     * @param progress name of the number that says how far a line is
     * @param reached how far the run is
     */
    public static StatsFile open(RunDirectory run, String progress, long reached)
            throws IOException {
        Path path = run.file(RunDirectory.STATS);
        dropAfter(path, progress, reached);
        return new StatsFile(path, TensorBoardWriter.open(run.path()));
    }

    /**
     * Removes the lines of a JSON lines file that are beyond a number, and those that a crash cut
     * short.
     *
     * @param progress name of the number that says how far a line is
     */
    public static void dropAfter(Path path, String progress, long reached) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (BufferedReader lines = Files.newBufferedReader(path)) {
            AtomicFiles.write(path, out -> copy(lines, out, progress, reached));
        }
    }

    private static void copy(BufferedReader lines, OutputStream out, String progress, long reached)
            throws IOException {
        for (String line; (line = lines.readLine()) != null; ) {
            if (isUpTo(line, progress, reached)) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static boolean isUpTo(String line, String progress, long reached) {
        try {
            return JSON.readTree(line).path(progress).asLong(Long.MAX_VALUE) <= reached;
        } catch (JacksonException e) {
            return false;
        }
    }

    /**
     * Appends a line.
     *
     * @param step place on TensorBoard's axis
     */
    public void append(Map<String, ? extends Number> values, long step) throws IOException {
        Files.writeString(
                path,
                JSON.writeValueAsString(values) + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        for (Map.Entry<String, ? extends Number> value : values.entrySet()) {
            events.scalar(value.getKey(), step, value.getValue().floatValue());
        }
    }

    @Override
    public void close() throws IOException {
        events.close();
    }
}

package galatea.evolve.race;

import galatea.format.AtomicFiles;
import galatea.format.FormatException;
import galatea.points.PointSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code race.jsonl}: what a race compares, then a line per result. A race that was stopped goes on
 * where the file ends.
 */
public final class RaceFile {
    /** Name of the file. */
    public static final String FILE = "race.jsonl";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path path;
    private final List<RaceResult> results;

    private RaceFile(Path path, List<RaceResult> results) {
        this.path = path;
        this.results = results;
    }

    /**
     * Opens or begins the file of a race.
     *
     * @param source what is raced on
     * @throws IOException if the file belongs to another race
     */
    public static RaceFile open(Path path, RaceConfig config, PointSource source)
            throws IOException {
        String header = header(config, source);
        if (!Files.exists(path)) {
            AtomicFiles.writeString(path, header + "\n");
            return new RaceFile(path, new ArrayList<>());
        }
        List<String> lines = Files.readAllLines(path);
        if (lines.isEmpty() || !lines.get(0).equals(header)) {
            throw new IOException(
                    path + " holds another race; name another --outdir, or remove it");
        }
        RaceFile file = new RaceFile(path, read(path, lines.subList(1, lines.size())));
        file.rewrite(header); // without a line that a crash cut short
        return file;
    }

    /** Seeds are left out, so that a race can be prolonged by more of them. */
    private static String header(RaceConfig config, PointSource source) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("data", "toy:" + source.name());
        if (source.contentHash() != null) {
            header.put("contentHash", source.contentHash());
        }
        header.put("budget", config.budget());
        header.put("racers", config.racers());
        header.put("base", JSON.readTree(config.base().toJson()));
        return JSON.writeValueAsString(header);
    }

    private static List<RaceResult> read(Path path, List<String> lines) throws FormatException {
        List<RaceResult> results = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            try {
                results.add(JSON.readValue(lines.get(i), RaceResult.class));
            } catch (JacksonException e) {
                if (i < lines.size() - 1) {
                    throw new FormatException(
                            path.toString(),
                            "line %d is no result of a race; without it, that training runs again"
                                    .formatted(i + 2),
                            e);
                }
            }
        }
        return results;
    }

    private void rewrite(String header) throws IOException {
        StringBuilder text = new StringBuilder(header).append('\n');
        results.forEach(result -> text.append(JSON.writeValueAsString(result)).append('\n'));
        AtomicFiles.writeString(path, text.toString());
    }

    /** All so far. */
    public List<RaceResult> results() {
        return List.copyOf(results);
    }

    /** Appends a result. */
    public void add(RaceResult result) throws IOException {
        Files.writeString(path, JSON.writeValueAsString(result) + "\n", StandardOpenOption.APPEND);
        results.add(result);
    }
}

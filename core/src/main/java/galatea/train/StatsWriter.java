package galatea.train;

import galatea.format.AtomicFiles;
import galatea.format.TensorBoardWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes the statistics of each tick to {@code stats.jsonl} and to TensorBoard events. */
public final class StatsWriter implements TrainingListener {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String IMAGES = "imagesSeen";

    private @Nullable TensorBoardWriter events;

    /** Drops lines that a resumed run will write again. */
    @Override
    public void started(TrainingRun run) throws IOException {
        Path stats = run.directory().file(RunDirectory.STATS);
        if (Files.exists(stats)) {
            List<String> kept =
                    Files.readAllLines(stats).stream()
                            .filter(line -> isBefore(line, run.trainer().imagesSeen()))
                            .toList();
            String text = kept.isEmpty() ? "" : String.join("\n", kept) + "\n";
            AtomicFiles.writeString(stats, text);
        }
        events = TensorBoardWriter.open(run.directory().path());
    }

    /** Whether a line belongs to the run up to a number of images; a broken line does not. */
    private static boolean isBefore(String line, long imagesSeen) {
        try {
            return JSON.readTree(line).path(IMAGES).asLong(Long.MAX_VALUE) <= imagesSeen;
        } catch (tools.jackson.core.JacksonException e) {
            return false; // cut short by a crash
        }
    }

    @Override
    public void ticked(TrainingRun run, TickReport report) throws IOException {
        Map<String, Object> values = values(report);
        Path stats = run.directory().file(RunDirectory.STATS);
        Files.writeString(
                stats,
                JSON.writeValueAsString(values) + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        if (events != null) {
            for (Map.Entry<String, Object> value : values.entrySet()) {
                double number = ((Number) value.getValue()).doubleValue();
                events.scalar(value.getKey(), report.imagesSeen() / 1000, (float) number);
            }
        }
    }

    private static Map<String, Object> values(TickReport r) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(IMAGES, r.imagesSeen());
        values.put("step", r.step());
        values.put("lod", r.lod());
        values.put("resolution", r.resolution());
        values.put("batch", r.batch());
        values.put("learningRate", r.learningRate());
        values.put("Loss/D/loss", r.means().lossD());
        values.put("Loss/G/loss", r.means().lossG());
        values.put("Loss/penalty", r.means().penalty());
        values.put("Loss/scores/real", r.means().scoreReal());
        values.put("Loss/scores/fake", r.means().scoreFake());
        values.put("Gradient/D/norm", r.means().gradientNormD());
        values.put("Gradient/G/norm", r.means().gradientNormG());
        values.put("Progress/skippedSteps", r.skippedSteps());
        values.put("Timing/imagesPerSecond", r.imagesPerSecond());
        values.put("Timing/secondsTotal", r.secondsTotal());
        return values;
    }

    @Override
    public void ended(TrainingRun run) throws IOException {
        if (events != null) {
            events.close();
            events = null;
        }
    }
}

package galatea.train;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the statistics of each tick to {@code stats.jsonl} and to TensorBoard events. */
public final class StatsWriter implements TrainingListener {
    private static final String IMAGES = "imagesSeen";

    private @Nullable StatsFile file;

    /** Drops lines that a resumed run will write again. */
    @Override
    public void started(TrainingRun run) throws IOException {
        file = StatsFile.open(run.directory(), IMAGES, run.trainer().imagesSeen());
    }

    @Override
    public void ticked(TrainingRun run, TickReport report) throws IOException {
        if (file != null) {
            file.append(values(report), report.imagesSeen() / 1000);
        }
    }

    private static Map<String, Number> values(TickReport r) {
        Map<String, Number> values = new LinkedHashMap<>();
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
        if (file != null) {
            file.close();
            file = null;
        }
    }
}

package galatea.evolve;

import galatea.train.StatsFile;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the statistics of each tick to {@code stats.jsonl} and to TensorBoard events. */
public final class EvolutionStats implements EvolutionListener {
    private static final String GENERATION = "generation";

    private @Nullable StatsFile file;

    /** Drops lines that a resumed run will write again. */
    @Override
    public void started(EvolutionRun run) throws IOException {
        file = StatsFile.open(run.directory(), GENERATION, run.trainer().generation());
    }

    @Override
    public void ticked(EvolutionRun run, EvolutionTick tick) throws IOException {
        if (file != null) {
            file.append(values(tick), tick.generation());
        }
    }

    private static Map<String, Number> values(EvolutionTick t) {
        Map<String, Number> values = new LinkedHashMap<>();
        values.put(GENERATION, t.generation());
        values.put("realsSeen", t.realsSeen());
        values.put("lod", t.lod());
        values.put("resolution", t.resolution());
        values.put("learningRate", t.learningRate());
        values.put("Loss/D/loss", t.lossD());
        values.put("Loss/penalty", t.penalty());
        values.put("Loss/scores/real", t.scoreReal());
        values.put("Loss/scores/fake", t.scoreFake());
        values.put("Fitness/quality", t.survivor().quality());
        values.put("Fitness/diversity", t.survivor().diversity());
        values.put("Fitness/fitness", t.fitness());
        values.put("Fitness/rankCorrelation", t.rankCorrelation());
        t.survivorShares().forEach((label, share) -> values.put("Survivors/" + label, share));
        values.put("Progress/deaths", t.deaths());
        values.put("Timing/generationsPerSecond", t.generationsPerSecond());
        values.put("Timing/secondsTotal", t.secondsTotal());
        values.values().removeIf(value -> !Double.isFinite(value.doubleValue()));
        return values;
    }

    @Override
    public void ended(EvolutionRun run) throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }
}

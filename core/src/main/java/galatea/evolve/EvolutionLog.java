package galatea.evolve;

import galatea.format.FormatException;
import galatea.train.DiscriminatorStep;
import galatea.train.RunDirectory;
import galatea.train.StatsFile;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes {@code evolution.jsonl}: a line per generation with every child, and for points a line of
 * metrics at multiples of the ticks' distance and at the end. It holds no times, so that equal runs
 * give equal bytes, stopped in between or not; those are in {@code stats.jsonl}.
 */
public final class EvolutionLog implements EvolutionListener {
    /** Name of the file. */
    public static final String FILE = "evolution.jsonl";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String GENERATION = "generation";

    private @Nullable BufferedWriter writer;

    /** Drops lines that a resumed run will write again. */
    @Override
    public void started(EvolutionRun run) throws IOException {
        Path file = file(run.directory());
        StatsFile.dropAfter(file, GENERATION, run.trainer().generation());
        writer =
                Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    static Path file(RunDirectory directory) {
        return directory.file(FILE);
    }

    @Override
    public void bred(EvolutionRun run, GenerationReport report) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put(GENERATION, report.generation() + 1);
        line.put("discriminator", report.discriminator().stream().map(EvolutionLog::step).toList());
        List<Map<String, Object>> individuals = new ArrayList<>();
        report.individuals().forEach(individual -> individuals.add(individual(individual)));
        line.put("individuals", individuals);
        write(line);
    }

    private static Map<String, Object> step(DiscriminatorStep.Report step) {
        Map<String, Object> values = new LinkedHashMap<>();
        put(values, "loss", step.loss());
        put(values, "scoreReal", step.scoreReal());
        put(values, "scoreFake", step.scoreFake());
        put(values, "gradientNorm", step.gradientNorm());
        return values;
    }

    private static Map<String, Object> individual(GenerationReport.Individual individual) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("parent", individual.parent());
        values.put("mutation", individual.mutation());
        put(values, "loss", individual.loss());
        put(values, "quality", individual.quality());
        put(values, "diversity", individual.diversity());
        put(values, "fitness", individual.fitness());
        values.put("survived", individual.survived());
        if (individual.survived()) {
            values.put("place", individual.place());
        }
        return values;
    }

    @Override
    public void ticked(EvolutionRun run, EvolutionTick tick) throws IOException {
        if (run.reals() instanceof PointReals points && isRegular(run, tick)) {
            PointMetrics metrics = PointMetrics.of(run.trainer().survivor(), points.source());
            Map<String, Object> line = new LinkedHashMap<>();
            line.put(GENERATION, tick.generation());
            line.put("metrics", metrics.values());
            write(line);
        }
        if (writer != null) {
            writer.flush(); // before the state that follows it
        }
    }

    /** Whether an uninterrupted run reports here, too. */
    private static boolean isRegular(EvolutionRun run, EvolutionTick tick) {
        return tick.generation() % run.pace().tick() == 0
                || tick.generation() == run.trainer().config().generations();
    }

    /** A survivor that a log tells of. */
    @FunctionalInterface
    interface SurvivorReader {
        /** Takes in the label of its mutation and the number of its generation, from 0. */
        void read(String mutation, long generation);
    }

    /** Reads who survived, as far as a run has come; nothing if it has not begun. */
    static void readSurvivors(RunDirectory directory, SurvivorReader reader) throws IOException {
        Path file = file(directory);
        if (!Files.exists(file)) {
            return;
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String text; (text = lines.readLine()) != null; ) {
                JsonNode line = JSON.readTree(text);
                for (JsonNode individual : line.path("individuals")) {
                    if (individual.path("survived").asBoolean()) {
                        reader.read(
                                individual.path("mutation").asString(),
                                line.path(GENERATION).asLong() - 1);
                    }
                }
            }
        } catch (JacksonException e) {
            throw new FormatException(file.toString(), "holds a line that is no JSON", e);
        }
    }

    /** Share of each mutation among all survivors of a run, by label. */
    public static Map<String, Double> survivorShares(RunDirectory directory, EvolutionRules rules)
            throws IOException {
        SurvivorCount count = new SurvivorCount(rules.mutations());
        readSurvivors(directory, (mutation, generation) -> count.add(mutation));
        return count.shares();
    }

    /** JSON knows no NaN: what is not a number is left out. */
    private static void put(Map<String, Object> values, String name, double value) {
        if (Double.isFinite(value)) {
            values.put(name, value);
        }
    }

    private void write(Map<String, Object> line) throws IOException {
        if (writer != null) {
            writer.write(JSON.writeValueAsString(line));
            writer.write('\n');
        }
    }

    @Override
    public void ended(EvolutionRun run) throws IOException {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }
}

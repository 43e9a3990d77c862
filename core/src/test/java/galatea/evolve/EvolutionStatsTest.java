package galatea.evolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import galatea.evolve.EvolutionRun.Pace;
import galatea.testing.OneThread;
import galatea.train.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OneThread.class)
class EvolutionStatsTest {
    private static final Pace TWO = new Pace(2, 1000);

    @TempDir Path folder;
    private RunDirectory directory;
    private final List<GenerationReport> reports = new ArrayList<>();

    @BeforeEach
    void createDirectory() throws IOException {
        directory = RunDirectory.create(folder, "run");
    }

    @Test
    void everyTickIsALine() throws IOException {
        evolve(TinyRuns.points(new RulesBuilder(), 5));
        assertThat(lines())
                .extracting(line -> line.get("generation").asLong())
                .containsExactly(2L, 4L, 5L);
        JsonNode last = lines().get(2);
        assertThat(last.get("realsSeen").asLong()).isEqualTo(5 * 12);
        assertThat(last.get("resolution").asInt()).isEqualTo(1);
        assertThat(last.get("learningRate").asDouble()).isEqualTo(0.01);
        assertThat(last.get("Progress/deaths").asLong()).isZero();
        assertThat(last.get("Timing/generationsPerSecond").asDouble()).isPositive();
        assertThat(last.get("Timing/secondsTotal").asDouble()).isPositive();
    }

    @Test
    void aLineHasTheMeansOfItsGenerations() throws IOException {
        evolve(TinyRuns.points(new RulesBuilder(), 4));
        JsonNode second = lines().get(1);
        double loss =
                reports.subList(2, 4).stream()
                        .mapToDouble(report -> report.discriminator().get(0).loss())
                        .average()
                        .orElseThrow();
        double quality =
                reports.subList(2, 4).stream()
                        .flatMap(report -> report.individuals().stream())
                        .filter(individual -> individual.place() == 0)
                        .mapToDouble(GenerationReport.Individual::quality)
                        .average()
                        .orElseThrow();
        assertThat(second.get("Loss/D/loss").asDouble()).isEqualTo(loss);
        assertThat(second.get("Fitness/quality").asDouble()).isEqualTo(quality);
        assertThat(second.get("Fitness/fitness").asDouble())
                .isCloseTo(
                        quality + 0.5 * second.get("Fitness/diversity").asDouble(), within(1e-12));
    }

    @Test
    void everyMutationHasItsShare() throws IOException {
        evolve(TinyRuns.points(new RulesBuilder(), 2));
        JsonNode line = lines().get(0);
        double sum =
                Stream.of("minimax", "heuristic", "least-squares")
                        .mapToDouble(label -> line.get("Survivors/" + label).asDouble())
                        .sum();
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    /** Where nothing is compared there is no fitness. */
    @Test
    void whatIsNoNumberIsLeftOut() throws IOException {
        evolve(TinyRuns.points(new RulesBuilder().mutations("heuristic"), 2));
        assertThat(lines().get(0).has("Fitness/quality")).isFalse();
        assertThat(lines().get(0).has("Fitness/rankCorrelation")).isFalse();
        assertThat(lines().get(0).has("Loss/D/loss")).isTrue();
    }

    @Test
    void eventsLieBesideTheLines() throws IOException {
        evolve(TinyRuns.points(new RulesBuilder(), 2));
        try (var files = Files.list(directory.path())) {
            assertThat(files.filter(file -> file.toString().contains("tfevents")))
                    .singleElement()
                    .satisfies(file -> assertThat(Files.size(file)).isGreaterThan(100));
        }
    }

    @Test
    void linesThatWillBeWrittenAgainAreDropped() throws IOException {
        evolve(TinyRuns.points(new RulesBuilder(), 4));
        Path stats = directory.file(RunDirectory.STATS);
        String whole = Files.readString(stats);
        Files.writeString(
                stats, "{\"generation\":6}\n{\"generation\":8,\"re", StandardOpenOption.APPEND);
        try (EvolutionRun run = TinyRuns.resume(directory, TWO, 1, new EvolutionStats())) {
            run.run();
        }
        assertThat(stats).hasContent(whole);
    }

    private void evolve(EvolutionConfig config) throws IOException {
        EvolutionListener collector =
                new EvolutionListener() {
                    @Override
                    public void bred(EvolutionRun run, GenerationReport report) {
                        reports.add(report);
                    }
                };
        try (EvolutionRun run =
                TinyRuns.start(directory, config, TWO, new EvolutionStats(), collector)) {
            run.run();
        }
    }

    private List<JsonNode> lines() throws IOException {
        return Files.readAllLines(directory.file(RunDirectory.STATS)).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }
}

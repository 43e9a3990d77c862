package galatea.evolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import galatea.evolve.EvolutionRun.Pace;
import galatea.format.FormatException;
import galatea.testing.OneThread;
import galatea.train.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OneThread.class)
class EvolutionLogTest {
    private static final RulesBuilder RULES = new RulesBuilder().discriminatorSteps(2);

    @TempDir Path folder;
    private RunDirectory directory;

    @BeforeEach
    void createDirectory() throws IOException {
        directory = RunDirectory.create(folder, "run");
    }

    @Test
    void everyGenerationIsALineAndMetricsStandAtTicksAndAtTheEnd() throws IOException {
        evolve(RULES, 5, new Pace(2, 1000));
        assertThat(lines())
                .extracting(EvolutionLogTest::kind)
                .containsExactly(
                        "1 bred",
                        "2 bred",
                        "2 measured",
                        "3 bred",
                        "4 bred",
                        "4 measured",
                        "5 bred",
                        "5 measured");
    }

    private static String kind(JsonNode line) {
        return line.get("generation").asLong() + (line.has("metrics") ? " measured" : " bred");
    }

    @Test
    void aLineHasEveryChildAndEveryStepOfTheDiscriminator() throws IOException {
        List<GenerationReport> reports = new ArrayList<>();
        evolve(RULES, 1, TinyRuns.STEP, reportsInto(reports));
        JsonNode line = lines().get(0);
        assertThat(line.get("discriminator")).hasSize(2);
        assertThat(line.get("discriminator").get(1).get("loss").asDouble())
                .isEqualTo(reports.get(0).discriminator().get(1).loss());
        assertThat(line.get("individuals")).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertSame(line.get("individuals").get(i), reports.get(0).individuals().get(i));
        }
    }

    private static void assertSame(JsonNode json, GenerationReport.Individual individual) {
        assertThat(json.get("parent").asInt()).isEqualTo(individual.parent());
        assertThat(json.get("mutation").asString()).isEqualTo(individual.mutation());
        assertThat(json.get("loss").asDouble()).isEqualTo(individual.loss());
        assertThat(json.get("quality").asDouble()).isEqualTo(individual.quality());
        assertThat(json.get("diversity").asDouble()).isEqualTo(individual.diversity());
        assertThat(json.get("fitness").asDouble()).isEqualTo(individual.fitness());
        assertThat(json.get("survived").asBoolean()).isEqualTo(individual.survived());
        assertThat(json.path("place").asInt(-1)).isEqualTo(individual.place());
    }

    private static EvolutionListener reportsInto(List<GenerationReport> reports) {
        return new EvolutionListener() {
            @Override
            public void bred(EvolutionRun run, GenerationReport report) {
                reports.add(report);
            }
        };
    }

    /** JSON knows no NaN. */
    @Test
    void whatIsNoNumberIsLeftOut() throws IOException {
        evolve(new RulesBuilder().mutations("not-a-number", "heuristic"), 1, TinyRuns.STEP);
        JsonNode dead = lines().get(0).get("individuals").get(0);
        assertThat(dead.propertyNames()).containsExactly("parent", "mutation", "survived");
        assertThat(TinyRuns.log(directory)).doesNotContain("NaN");
    }

    @Test
    void equalRunsGiveEqualBytes() throws IOException {
        evolve(RULES, 4, new Pace(2, 2));
        String first = TinyRuns.log(directory);
        directory = RunDirectory.create(folder, "again");
        evolve(RULES, 4, new Pace(2, 1000));
        assertThat(TinyRuns.log(directory)).isEqualTo(first);
    }

    @Test
    void picturesHaveNoMetrics() throws IOException {
        EvolutionConfig config = TinyRuns.eventful(TinyEvolution.dcgan(), new RulesBuilder(), 1);
        try (EvolutionRun run =
                TinyRuns.start(directory, config, TinyRuns.STEP, new EvolutionLog())) {
            run.run();
        }
        assertThat(lines()).extracting(EvolutionLogTest::kind).containsExactly("1 bred");
    }

    /** What a crash leaves: lines after the last save, and the last of them cut short. */
    @Test
    void linesThatWillBeWrittenAgainAreDropped() throws IOException {
        evolve(RULES, 3, TinyRuns.STEP);
        String whole = TinyRuns.log(directory);
        Files.writeString(
                directory.file(EvolutionLog.FILE),
                "{\"generation\":4,\"individuals\":[]}\n\n{\"generation\":5,\"indi",
                StandardOpenOption.APPEND);
        try (EvolutionRun run = TinyRuns.resume(directory, TinyRuns.STEP, 1, new EvolutionLog())) {
            run.run();
        }
        assertThat(TinyRuns.log(directory)).isEqualTo(whole);
    }

    /** A state must never be ahead of the lines that belong to it. */
    @Test
    void linesAreWrittenBeforeAStateIs() throws IOException {
        List<Integer> written = new ArrayList<>();
        EvolutionListener counter =
                new EvolutionListener() {
                    @Override
                    public void saved(EvolutionRun run) throws IOException {
                        written.add(lines().size());
                    }
                };
        evolve(RULES, 4, new Pace(2, 2), counter);
        assertThat(written).containsExactly(3, 6);
    }

    @Test
    void sharesOfSurvivorsAreReadFromTheFile() throws IOException {
        SurvivorCount count = new SurvivorCount(RULES.build().mutations());
        EvolutionListener counter =
                new EvolutionListener() {
                    @Override
                    public void bred(EvolutionRun run, GenerationReport report) {
                        count.add(report);
                    }
                };
        evolve(RULES, 9, new Pace(2, 1000), counter);
        Map<String, Double> shares = EvolutionLog.survivorShares(directory, RULES.build());
        assertThat(shares).isEqualTo(count.shares());
        assertThat(shares.values().stream().mapToDouble(v -> v).sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void aRunThatHasNotBegunHasNoSurvivors() throws IOException {
        assertThat(EvolutionLog.survivorShares(directory, RULES.build()))
                .containsOnlyKeys("minimax", "heuristic", "least-squares")
                .containsValues(0.0)
                .doesNotContainValue(1.0);
    }

    @Test
    void aLineThatIsNoJsonIsNamed() throws IOException {
        Files.writeString(directory.file(EvolutionLog.FILE), "oops\n");
        assertThatThrownBy(() -> EvolutionLog.survivorShares(directory, RULES.build()))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(directory.file(EvolutionLog.FILE).toString());
    }

    private void evolve(RulesBuilder rules, int generations, Pace pace, EvolutionListener... more)
            throws IOException {
        List<EvolutionListener> listeners = new ArrayList<>(List.of(new EvolutionLog()));
        listeners.addAll(List.of(more));
        try (EvolutionRun run =
                TinyRuns.start(
                        directory,
                        TinyRuns.points(rules, generations),
                        pace,
                        listeners.toArray(EvolutionListener[]::new))) {
            run.run();
        }
    }

    private List<JsonNode> lines() throws IOException {
        return TinyRuns.log(directory)
                .lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }
}

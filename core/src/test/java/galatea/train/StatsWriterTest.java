package galatea.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.testing.OneThread;
import galatea.train.TrainingRun.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OneThread.class)
class StatsWriterTest {
    private static final Pace TWO_STEPS = new Pace(0.008, 0.016);
    private static final TrainingConfig CONFIG =
            TinyTraining.withImages(TinyTraining.fixed(TinyTraining.style()), 24);

    @TempDir Path folder;
    private RunDirectory directory;
    private Path stats;

    @BeforeEach
    void createDirectory() throws IOException {
        directory = RunDirectory.create(folder, "run");
        stats = directory.file(RunDirectory.STATS);
    }

    @Test
    void everyTickIsALine() throws IOException {
        start();
        List<JsonNode> lines = lines();
        assertThat(lines)
                .extracting(line -> line.get("imagesSeen").asLong())
                .containsExactly(8L, 16L, 24L);
        assertThat(lines).extracting(line -> line.get("step").asLong()).containsExactly(2L, 4L, 6L);
        JsonNode last = lines.get(2);
        assertThat(last.get("resolution").asInt()).isEqualTo(16);
        assertThat(last.get("batch").asInt()).isEqualTo(4);
        assertThat(last.get("learningRate").asDouble()).isEqualTo(0.002);
        assertThat(last.get("Loss/D/loss").asDouble()).isFinite();
        assertThat(last.get("Timing/imagesPerSecond").asDouble()).isPositive();
    }

    @Test
    void aLineHasTheMeansOfItsSteps() throws IOException {
        start();
        List<StepReport> steps;
        try (GanTrainer trainer = new GanTrainer(CONFIG)) {
            steps = TinyTraining.steps(trainer, 6);
        }
        JsonNode second = lines().get(1);
        double lossD = (steps.get(2).lossD() + steps.get(3).lossD()) / 2;
        double penalty = (steps.get(2).penalty() + steps.get(3).penalty()) / 2;
        assertThat(second.get("Loss/D/loss").asDouble()).isEqualTo(lossD);
        assertThat(second.get("Loss/penalty").asDouble()).isEqualTo(penalty);
    }

    @Test
    void eventsLieBesideTheLines() throws IOException {
        start();
        try (var files = Files.list(directory.path())) {
            assertThat(files.filter(file -> file.toString().contains("tfevents")))
                    .singleElement()
                    .satisfies(file -> assertThat(Files.size(file)).isGreaterThan(100));
        }
    }

    /** What a crash leaves: lines after the last save, and the last of them cut short. */
    @Test
    void linesThatWillBeWrittenAgainAreDropped() throws IOException {
        start();
        List<String> whole = Files.readAllLines(stats);
        Files.writeString(
                stats,
                "{\"imagesSeen\":32,\"step\":8}\n\n{\"imagesSeen\":40,\"st",
                StandardOpenOption.APPEND);
        try (TrainingRun run =
                TrainingRun.resume(
                        directory,
                        TinyTraining.imagesFor(CONFIG.network()),
                        TWO_STEPS,
                        List.of(new StatsWriter()))) {
            run.run();
        }
        assertThat(Files.readAllLines(stats)).isEqualTo(whole);
        assertThat(Files.readString(stats)).endsWith("}\n");
    }

    @Test
    void statisticsThatCannotBeWrittenEndTheRun() throws IOException {
        Files.createDirectory(stats);
        Files.createFile(stats.resolve("x"));
        assertThatThrownBy(this::start).isInstanceOf(IOException.class);
    }

    private void start() throws IOException {
        try (TrainingRun run =
                TrainingRun.start(
                        directory,
                        CONFIG,
                        TinyTraining.imagesFor(CONFIG.network()),
                        TWO_STEPS,
                        List.of(new StatsWriter()))) {
            run.run();
        }
    }

    private List<JsonNode> lines() throws IOException {
        return Files.readAllLines(stats).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }
}

package galatea.train;

import static galatea.testing.LeakCheck.assertLeavesNothingBehind;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.data.TrainingImages;
import galatea.format.FormatException;
import galatea.testing.OneThread;
import galatea.train.TrainingRun.Pace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(OneThread.class)
class TrainingStateTest {
    private static final TrainingConfig CONFIG = TinyTraining.eventful(TinyTraining.style(), 18);

    private static final Pace AT_THE_END = new Pace(0.001, 1000);

    @TempDir Path folder;
    private RunDirectory directory;
    private Path state;
    private Map<String, float[]> saved;

    @BeforeEach
    void train() throws IOException {
        directory = RunDirectory.create(folder, "run");
        TrainingConfig config = TinyTraining.eventful(TinyTraining.style(), 18);
        try (TrainingRun run =
                TrainingRun.start(
                        directory,
                        config,
                        TinyTraining.imagesFor(config.network()),
                        AT_THE_END,
                        List.of())) {
            run.run();
            saved = TinyTraining.numbers(run.trainer());
        }
        state = directory.states().get(0);
    }

    @Test
    void everyNumberSurvives() throws IOException {
        try (GanTrainer loaded = TrainingState.load(state, CONFIG)) {
            GanTrainerTest.assertEqual(TinyTraining.numbers(loaded), saved);
            assertThat(loaded.config()).isEqualTo(TinyTraining.eventful(TinyTraining.style(), 18));
        }
    }

    @Test
    void savingALoadedStateGivesTheSameFile() throws IOException {
        Path copy = folder.resolve("copy.safetensors");
        try (GanTrainer loaded = TrainingState.load(state, CONFIG)) {
            TrainingState.save(copy, loaded);
        }
        assertThat(copy).hasSameBinaryContentAs(state);
    }

    @Test
    void anUnreadableStateIsPassedOverForTheOneBefore() throws IOException {
        Files.writeString(directory.file("training-state-000009.safetensors"), "broken");
        Files.createFile(directory.file("training-state-000010.safetensors"));
        byte[] bytes = Files.readAllBytes(state);
        Files.write(
                directory.file("training-state-000011.safetensors"),
                Arrays.copyOf(bytes, bytes.length - 1));
        try (TrainingRun run = resume()) {
            GanTrainerTest.assertEqual(TinyTraining.numbers(run.trainer()), saved);
        }
    }

    @Test
    void aRunStoppedBeforeItsFirstSnapshotBeginsAgain() throws IOException {
        Files.delete(state);
        try (TrainingRun run = resume()) {
            assertThat(run.trainer().imagesSeen()).isZero();
        }
    }

    @Test
    void aRunWithoutLoadableStateSaysSo() throws IOException {
        Files.writeString(state, "broken");
        assertThatThrownBy(this::resume)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(directory.path().toString())
                .hasMessageContaining("no loadable training-state")
                .hasRootCauseInstanceOf(FormatException.class);
    }

    @Test
    void aTruncatedStateIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(state);
        for (int i = 0; i < 20; i++) {
            Files.write(state, Arrays.copyOf(bytes, bytes.length * i / 20));
            assertThatThrownBy(() -> TrainingState.load(state, CONFIG))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void damagedHeadersAreRefused() throws IOException {
        String text = text();
        List<String> damages =
                List.of(
                        "galatea-training",
                        "\"step\"",
                        "\"imagesSeen\"",
                        "adamG/time",
                        "adamD/mean",
                        "generatorEma/values",
                        "\\\"beta1\\\"");
        for (String damage : damages) {
            assertThat(text).contains(damage);
            String other = damage.substring(0, damage.length() - 3) + "zzz";
            other = damage.endsWith("\"") ? damage.replaceFirst("[a-z]", "z") : other;
            Files.write(state, text.replace(damage, other).getBytes(ISO_8859_1));
            assertThatThrownBy(() -> TrainingState.load(state, CONFIG))
                    .as(damage)
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining(state.toString());
        }
    }

    @Test
    void refusedStatesLeaveNothingBehind() throws IOException {
        Files.write(state, text().replace("adamD/mean", "adamD/zzzz").getBytes(ISO_8859_1));
        assertLeavesNothingBehind(
                () ->
                        assertThatThrownBy(() -> TrainingState.load(state, CONFIG))
                                .hasMessageContaining("tensor adamD/mean"));
    }

    @Test
    void savingAndLoadingLeaveNothingBehind() {
        assertLeavesNothingBehind(
                () -> {
                    try (GanTrainer loaded = TrainingState.load(state, CONFIG)) {
                        TrainingState.save(folder.resolve("copy.safetensors"), loaded);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private String text() throws IOException {
        return Files.readString(state, ISO_8859_1);
    }

    @Test
    void aNetworkIsNoTrainingState() {
        assertThatThrownBy(
                        () -> TrainingState.load(directory.newestSnapshot().orElseThrow(), CONFIG))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("as in a training-state file");
    }

    @Test
    void resumingOnOtherImagesIsRefusedAndLeavesNothingBehind() {
        TrainingImages others = TinyTraining.imagesFor(TinyTraining.dcgan());
        assertLeavesNothingBehind(
                () ->
                        assertThatThrownBy(
                                        () ->
                                                TrainingRun.resume(
                                                        directory, others, AT_THE_END, List.of()))
                                .isInstanceOf(IllegalArgumentException.class)
                                .hasMessageContaining("images must have 16 px"));
    }

    private TrainingRun resume() throws IOException {
        return TrainingRun.resume(
                directory, TinyTraining.imagesFor(TinyTraining.style()), AT_THE_END, List.of());
    }
}

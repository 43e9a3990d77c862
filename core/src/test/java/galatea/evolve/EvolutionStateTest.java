package galatea.evolve;

import static galatea.testing.LeakCheck.assertLeavesNothingBehind;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.evolve.EvolutionRules.Moments;
import galatea.evolve.EvolutionRun.Pace;
import galatea.format.FormatException;
import galatea.testing.OneThread;
import galatea.train.RunDirectory;
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
class EvolutionStateTest {
    private static final RulesBuilder RULES =
            new RulesBuilder().parents(2).moments(Moments.PER_MUTATION);
    private static final EvolutionConfig CONFIG = TinyRuns.points(RULES, 4);
    private static final Pace PACE = new Pace(1, 2);

    @TempDir Path folder;
    private RunDirectory directory;
    private Path state;
    private Map<String, double[]> saved;

    @BeforeEach
    void evolve() throws IOException {
        directory = RunDirectory.create(folder, "run");
        try (EvolutionRun run = TinyRuns.start(directory, CONFIG, PACE)) {
            run.run();
            saved = TinyEvolution.numbers(run.trainer());
        }
        state = directory.state(4);
    }

    @Test
    void everyNumberSurvives() throws IOException {
        try (EvolutionTrainer loaded = EvolutionState.load(state, CONFIG, 1)) {
            TinyEvolution.assertEqual(TinyEvolution.numbers(loaded), saved);
        }
    }

    @Test
    void savingALoadedStateGivesTheSameFile() throws IOException {
        Path copy = folder.resolve("copy.safetensors");
        try (EvolutionTrainer loaded = EvolutionState.load(state, CONFIG, 2)) {
            EvolutionState.save(copy, loaded);
        }
        assertThat(copy).hasSameBinaryContentAs(state);
    }

    @Test
    void aDamagedStateIsPassedOverForTheOneBefore() throws IOException {
        byte[] bytes = Files.readAllBytes(state);
        Files.write(state, Arrays.copyOf(bytes, bytes.length - 1));
        Files.createFile(directory.state(5));
        try (EvolutionRun run = TinyRuns.resume(directory, PACE, 1)) {
            assertThat(run.trainer().generation()).isEqualTo(2);
            run.run();
            TinyEvolution.assertEqual(TinyEvolution.numbers(run.trainer()), saved);
        }
    }

    @Test
    void aRunStoppedBeforeItsFirstSnapshotBeginsAgain() throws IOException {
        Files.delete(state);
        Files.delete(directory.state(2));
        try (EvolutionRun run = TinyRuns.resume(directory, PACE, 1)) {
            assertThat(run.trainer().generation()).isZero();
            run.run();
            TinyEvolution.assertEqual(TinyEvolution.numbers(run.trainer()), saved);
        }
    }

    @Test
    void aRunWithoutLoadableStateSaysSo() throws IOException {
        Files.writeString(state, "broken");
        Files.writeString(directory.state(2), "broken");
        assertThatThrownBy(() -> TinyRuns.resume(directory, PACE, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(directory.path().toString())
                .hasMessageContaining("no loadable training-state")
                .hasRootCauseInstanceOf(FormatException.class);
    }

    static List<EvolutionConfig> others() {
        return List.of(
                CONFIG.with(CONFIG.rules(), 4, 8),
                CONFIG.with(CONFIG.rules().withGamma(0.1), 4, 7),
                CONFIG.with(CONFIG.rules().withParents(1), 4, 7),
                CONFIG.with(CONFIG.rules().withSelection(Selection.RANDOM), 4, 7));
    }

    @Test
    void aStateOfAnotherConfigurationIsRefused() {
        for (EvolutionConfig other : others()) {
            assertThatThrownBy(() -> EvolutionState.load(state, other, 1))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining(state.toString())
                    .hasMessageContaining("belongs to a run of another configuration");
        }
    }

    @Test
    void aRunIsNotResumedByAnotherConfiguration() throws IOException {
        String options = Files.readString(directory.file(RunDirectory.OPTIONS));
        EvolutionConfig other = others().get(0);
        assertThatThrownBy(
                        () ->
                                EvolutionRun.resume(
                                        directory,
                                        other,
                                        TinyRuns.realsFor(other),
                                        1,
                                        PACE,
                                        List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("belongs to a run of another configuration");
        assertThat(directory.file(RunDirectory.OPTIONS)).hasContent(options);
    }

    @Test
    void lengthIsNoOtherConfiguration() throws IOException {
        EvolutionConfig longer = CONFIG.with(CONFIG.rules(), 9, 7);
        try (EvolutionTrainer loaded = EvolutionState.load(state, longer, 1)) {
            assertThat(loaded.config()).isEqualTo(longer);
            TinyEvolution.assertEqual(TinyEvolution.numbers(loaded), saved);
        }
    }

    @Test
    void aTruncatedStateIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(state);
        for (int i = 0; i < 20; i++) {
            Files.write(state, Arrays.copyOf(bytes, bytes.length * i / 20));
            assertThatThrownBy(() -> EvolutionState.load(state, CONFIG, 1))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void damagedHeadersAreRefused() throws IOException {
        String text = text();
        List<String> damages =
                List.of(
                        "galatea-evolution",
                        "\"generation\"",
                        "\"realsSeen\"",
                        "adam1/time",
                        "moments2/mean",
                        "parent1/values",
                        "\\\"beta1\\\"");
        for (String damage : damages) {
            assertThat(text).contains(damage);
            String other = damage.substring(0, damage.length() - 3) + "zzz";
            other = damage.endsWith("\"") ? damage.replaceFirst("[a-z]", "z") : other;
            Files.write(state, text.replace(damage, other).getBytes(ISO_8859_1));
            assertThatThrownBy(() -> EvolutionState.load(state, CONFIG, 1))
                    .as(damage)
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining(state.toString());
        }
    }

    @Test
    void refusedStatesLeaveNothingBehind() throws IOException {
        Files.write(state, text().replace("adam1/mean", "adam1/zzzz").getBytes(ISO_8859_1));
        assertLeavesNothingBehind(
                () ->
                        assertThatThrownBy(() -> EvolutionState.load(state, CONFIG, 1))
                                .hasMessageContaining("tensor adam1/mean"));
    }

    @Test
    void savingAndLoadingLeaveNothingBehind() {
        assertLeavesNothingBehind(
                () -> {
                    try (EvolutionTrainer loaded = EvolutionState.load(state, CONFIG, 1)) {
                        EvolutionState.save(folder.resolve("copy.safetensors"), loaded);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private String text() throws IOException {
        return Files.readString(state, ISO_8859_1);
    }

    @Test
    void aNetworkIsNoState() {
        assertThatThrownBy(() -> EvolutionState.load(directory.snapshot(4), CONFIG, 1))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("galatea-evolution must be 1");
    }

    @Test
    void optionsThatAreNoneAreNamed() throws IOException {
        directory.write(RunDirectory.OPTIONS, "{}");
        assertThatThrownBy(() -> EvolutionRun.configOf(directory))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(directory.file(RunDirectory.OPTIONS).toString())
                .hasMessageContaining("network must be present");
    }
}

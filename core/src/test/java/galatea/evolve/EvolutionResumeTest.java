package galatea.evolve;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.evolve.EvolutionRules.Moments;
import galatea.evolve.EvolutionRun.Pace;
import galatea.model.NetworkConfig;
import galatea.testing.OneThread;
import galatea.train.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An evolution that stops and continues is, bit for bit, the one that never stopped. */
@ExtendWith(OneThread.class)
class EvolutionResumeTest {
    private static final int GENERATIONS = 6;

    @TempDir Path folder;

    static Stream<NetworkConfig> networks() {
        return Stream.of(TinyEvolution.style(), TinyEvolution.dcgan());
    }

    /** Also between two ticks and between two snapshots. */
    @Test
    void everyGenerationIsAGoodPlaceToStop() throws IOException {
        EvolutionConfig config = pointsOf(new RulesBuilder());
        Pace pace = new Pace(2, 3);
        RunDirectory whole = RunDirectory.create(folder, "whole");
        Map<String, double[]> expected = evolve(whole, config, pace);
        for (int stop : IntStream.range(1, GENERATIONS).toArray()) {
            RunDirectory parts = RunDirectory.create(folder, "parts");
            evolve(parts, config, pace, new TinyRuns.StopAfter(stop));
            Map<String, double[]> resumed = resume(parts, pace, 1);
            TinyEvolution.assertEqual(resumed, expected);
            assertThat(TinyRuns.log(parts))
                    .as("stopped after %d", stop)
                    .isEqualTo(TinyRuns.log(whole));
        }
    }

    /** As if a machine crashed after every save: in growth, in fades, with lazy penalties. */
    @ParameterizedTest
    @MethodSource("networks")
    void picturesMayStopAtEveryGeneration(NetworkConfig network) throws IOException {
        EvolutionConfig config = TinyRuns.eventful(network, new RulesBuilder(), GENERATIONS);
        RunDirectory whole = RunDirectory.create(folder, "whole");
        Map<String, double[]> expected = evolve(whole, config, TinyRuns.STEP);
        RunDirectory parts = RunDirectory.create(folder, "parts");
        evolve(parts, config, TinyRuns.STEP, new TinyRuns.StopAfter(1));
        for (int stop = 2; stop < GENERATIONS; stop++) {
            resume(parts, TinyRuns.STEP, 1, new TinyRuns.StopAfter(stop));
        }
        TinyEvolution.assertEqual(resume(parts, TinyRuns.STEP, 1), expected);
        assertThat(TinyRuns.log(parts)).isEqualTo(TinyRuns.log(whole));
    }

    static Stream<RulesBuilder> rules() {
        return Stream.of(
                new RulesBuilder().parents(2).moments(Moments.INHERITED),
                new RulesBuilder().parents(2).moments(Moments.PER_MUTATION),
                new RulesBuilder().parents(2).moments(Moments.RESET),
                new RulesBuilder().parents(2).plus(),
                new RulesBuilder().generatorsFirst().survivorsEvaluation().discriminatorSteps(2),
                new RulesBuilder()
                        .parents(2)
                        .generatorsFirst()
                        .chained()
                        .moments(Moments.PER_MUTATION),
                new RulesBuilder().selection(Selection.ROUND_ROBIN),
                new RulesBuilder().selection(Selection.RANDOM).separateLatents(),
                new RulesBuilder().mutations("heuristic"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleMayStop(RulesBuilder rules) throws IOException {
        EvolutionConfig config = pointsOf(rules);
        RunDirectory whole = RunDirectory.create(folder, "whole");
        Map<String, double[]> expected = evolve(whole, config, TinyRuns.STEP);
        RunDirectory parts = RunDirectory.create(folder, "parts");
        evolve(parts, config, TinyRuns.STEP, new TinyRuns.StopAfter(2));
        TinyEvolution.assertEqual(resume(parts, TinyRuns.STEP, 1), expected);
        assertThat(TinyRuns.log(parts)).isEqualTo(TinyRuns.log(whole));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void breedingThreadsMayChange(int threads) throws IOException {
        EvolutionConfig config = pointsOf(new RulesBuilder().parents(2));
        RunDirectory whole = RunDirectory.create(folder, "whole");
        Map<String, double[]> expected = evolve(whole, config, TinyRuns.STEP);
        RunDirectory parts = RunDirectory.create(folder, "parts");
        evolve(parts, config, TinyRuns.STEP, new TinyRuns.StopAfter(3));
        TinyEvolution.assertEqual(resume(parts, TinyRuns.STEP, threads), expected);
        assertThat(TinyRuns.log(parts)).isEqualTo(TinyRuns.log(whole));
    }

    @Test
    void snapshotsMayComeAtOtherTimes() throws IOException {
        EvolutionConfig config = pointsOf(new RulesBuilder());
        RunDirectory whole = RunDirectory.create(folder, "whole");
        evolve(whole, config, new Pace(4, 1000));
        RunDirectory parts = RunDirectory.create(folder, "parts");
        evolve(parts, config, new Pace(4, 3), new TinyRuns.StopAfter(3));
        resume(parts, new Pace(4, 1), 1);
        assertThat(TinyRuns.log(parts)).isEqualTo(TinyRuns.log(whole));
    }

    /** With a rate that does not fall towards the end, it is as if it had always been longer. */
    @Test
    void aFinishedRunMayBecomeLonger() throws IOException {
        RulesBuilder rules = new RulesBuilder();
        EvolutionConfig longer = TinyRuns.points(rules, GENERATIONS);
        RunDirectory whole = RunDirectory.create(folder, "whole");
        Map<String, double[]> expected = evolve(whole, longer, TinyRuns.STEP);
        RunDirectory parts = RunDirectory.create(folder, "parts");
        evolve(parts, TinyRuns.points(rules, 4), TinyRuns.STEP);
        try (EvolutionRun run =
                EvolutionRun.resume(
                        parts,
                        longer,
                        TinyRuns.realsFor(longer),
                        1,
                        TinyRuns.STEP,
                        List.of(new EvolutionLog()))) {
            run.run();
            TinyEvolution.assertEqual(TinyEvolution.numbers(run.trainer()), expected);
        }
        assertThat(TinyRuns.log(parts)).isEqualTo(TinyRuns.log(whole));
        assertThat(EvolutionRun.configOf(parts)).isEqualTo(longer);
    }

    @Test
    void resumingAFinishedRunChangesNothing() throws IOException {
        EvolutionConfig config = pointsOf(new RulesBuilder());
        RunDirectory directory = RunDirectory.create(folder, "run");
        Map<String, double[]> numbers = evolve(directory, config, TinyRuns.STEP);
        String log = TinyRuns.log(directory);
        List<String> names = TinyRuns.names(directory);
        TinyRuns.Recorder recorder = new TinyRuns.Recorder();
        TinyEvolution.assertEqual(resume(directory, TinyRuns.STEP, 1, recorder), numbers);
        assertThat(recorder.heard()).containsExactly("started 6", "ended 6");
        assertThat(TinyRuns.log(directory)).isEqualTo(log);
        assertThat(TinyRuns.names(directory)).isEqualTo(names);
    }

    private static EvolutionConfig pointsOf(RulesBuilder rules) {
        return TinyRuns.eventful(TinyEvolution.plane(), rules, GENERATIONS);
    }

    private static Map<String, double[]> evolve(
            RunDirectory directory, EvolutionConfig config, Pace pace, EvolutionListener... more)
            throws IOException {
        try (EvolutionRun run = TinyRuns.start(directory, config, pace, withLog(more))) {
            run.run();
            return TinyEvolution.numbers(run.trainer());
        }
    }

    private static Map<String, double[]> resume(
            RunDirectory directory, Pace pace, int threads, EvolutionListener... more)
            throws IOException {
        try (EvolutionRun run = TinyRuns.resume(directory, pace, threads, withLog(more))) {
            run.run();
            return TinyEvolution.numbers(run.trainer());
        }
    }

    private static EvolutionListener[] withLog(EvolutionListener... more) {
        return Stream.concat(Stream.of(new EvolutionLog()), Stream.of(more))
                .toArray(EvolutionListener[]::new);
    }
}

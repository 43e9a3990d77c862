package galatea.train;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.model.NetworkConfig;
import galatea.testing.OneThread;
import galatea.train.TrainingRun.Pace;
import java.io.IOException;
import java.nio.file.Files;
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

/** A training that stops and continues is, bit for bit, the one that never stopped. */
@ExtendWith(OneThread.class)
class ResumeTest {
    /** Stable to image 12, fading to image 24 with other batches and rates, then stable. */
    private static final int IMAGES = 30;

    private static final Pace STEP = new Pace(0.001, 1000);

    @TempDir Path folder;

    static Stream<NetworkConfig> networks() {
        return Stream.of(
                TinyTraining.style(),
                TinyTraining.style().withLabels(3),
                TinyTraining.progressive(),
                TinyTraining.dcgan());
    }

    /** Stops after every single step: in the stable phase, in the fade, at both of its ends. */
    @Test
    void everyStepIsAGoodPlaceToStop() throws IOException {
        NetworkConfig network = TinyTraining.style();
        TrainingConfig config = TinyTraining.eventful(network, IMAGES);
        RunDirectory whole = RunDirectory.create(folder, "whole");
        Map<String, float[]> expected;
        int steps;
        try (TrainingRun run = start(whole, config)) {
            run.run();
            expected = TinyTraining.numbers(run.trainer());
            steps = Math.toIntExact(run.trainer().step());
        }
        assertThat(lines(whole)).hasSize(steps);
        for (int step : IntStream.range(1, steps).toArray()) {
            RunDirectory parts = RunDirectory.create(folder, "parts");
            try (TrainingRun run = start(parts, config, new TinyTraining.StopAfter(step))) {
                run.run();
                assertThat(run.trainer().step()).isEqualTo(step);
            }
            try (TrainingRun run = resume(parts, network)) {
                run.run();
                GanTrainerTest.assertEqual(TinyTraining.numbers(run.trainer()), expected);
            }
            assertThat(lines(parts)).as("stopped after %d", step).isEqualTo(lines(whole));
        }
    }

    /** As if a machine crashed after every save. */
    @ParameterizedTest
    @MethodSource("networks")
    void aRunMayResumeAtEveryStep(NetworkConfig network) throws IOException {
        TrainingConfig config = TinyTraining.eventful(network, IMAGES);
        RunDirectory whole = RunDirectory.create(folder, "whole");
        Map<String, float[]> expected;
        try (TrainingRun run = start(whole, config)) {
            run.run();
            expected = TinyTraining.numbers(run.trainer());
        }
        RunDirectory parts = RunDirectory.create(folder, "parts");
        try (TrainingRun run = start(parts, config, new TinyTraining.StopAfter(1))) {
            run.run();
        }
        for (int step = 2; ; step++) {
            try (TrainingRun run = resume(parts, network, new TinyTraining.StopAfter(step))) {
                run.run();
                if (!run.isStopped() || run.trainer().imagesSeen() >= IMAGES) {
                    GanTrainerTest.assertEqual(TinyTraining.numbers(run.trainer()), expected);
                    break;
                }
            }
        }
        assertThat(lines(parts)).isEqualTo(lines(whole));
    }

    private static TrainingRun start(
            RunDirectory directory, TrainingConfig config, TrainingListener... listeners)
            throws IOException {
        return TrainingRun.start(
                directory, config, TinyTraining.imagesFor(config.network()), STEP, with(listeners));
    }

    private static TrainingRun resume(
            RunDirectory directory, NetworkConfig network, TrainingListener... listeners)
            throws IOException {
        return TrainingRun.resume(
                directory, TinyTraining.imagesFor(network), STEP, with(listeners));
    }

    private static List<TrainingListener> with(TrainingListener... listeners) {
        return Stream.concat(Stream.of(new StatsWriter()), Stream.of(listeners)).toList();
    }

    private static List<String> lines(RunDirectory directory) throws IOException {
        return TinyTraining.withoutTimes(Files.readAllLines(directory.file(RunDirectory.STATS)));
    }
}

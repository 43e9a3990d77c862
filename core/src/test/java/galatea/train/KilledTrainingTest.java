package galatea.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.testing.OneThread;
import galatea.train.TrainingRun.Pace;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it saves at every step loses nothing. */
@ExtendWith(OneThread.class)
class KilledTrainingTest {
    private static final int KILLS = 3;
    private static final int STEPS_BETWEEN = 4;

    /** Longer than all that the killed processes can do. */
    private static final int IMAGES = 16 + 2 * 96;

    private static final Pace SAVING_AT_THE_END = new Pace(0.001, 1000);

    @TempDir Path folder;
    private RunDirectory directory;
    private final TrainingConfig config = TinyTraining.eventful(TinyTraining.style(), IMAGES);

    @BeforeEach
    void takeTheFirstStep() throws IOException {
        directory = RunDirectory.create(folder, "killed");
        try (TrainingRun run = start(directory, new TinyTraining.StopAfter(1))) {
            run.run();
        }
    }

    @Test
    void aKilledRunContinuesBitForBit() throws Exception {
        Random random = new Random(5);
        long step = 1;
        for (int kill = 0; kill < KILLS; kill++) {
            killAfterSomeSteps(random);
            try (TrainingRun resumed = resume()) {
                assertThat(resumed.trainer().step()).isGreaterThanOrEqualTo(step + STEPS_BETWEEN);
                step = resumed.trainer().step();
            }
        }
        assertThat(step).as("the run was not over yet").isLessThan(100);

        Map<String, float[]> numbers;
        try (TrainingRun resumed = resume()) {
            resumed.run();
            numbers = TinyTraining.numbers(resumed.trainer());
        }
        RunDirectory whole = RunDirectory.create(folder, "whole");
        try (TrainingRun run = start(whole)) {
            run.run();
            GanTrainerTest.assertEqual(numbers, TinyTraining.numbers(run.trainer()));
        }
        assertThat(lines(directory)).isEqualTo(lines(whole));
    }

    /** Kills at a random moment of a step or of its save. */
    private void killAfterSomeSteps(Random random) throws Exception {
        Path errors = folder.resolve("errors.txt");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                classPath(),
                                TrainingProcess.class.getName(),
                                directory.path().toString())
                        .redirectError(errors.toFile())
                        .start();
        try (BufferedReader lines = process.inputReader()) {
            for (int i = 0; i <= STEPS_BETWEEN; i++) {
                assertThat(lines.readLine()).as(Files.readString(errors)).isNotNull();
            }
            assertThatThrownBy(directory::lock).hasMessageContaining("in use by another training");
            Thread.sleep(random.nextInt(60));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static String classPath() {
        String tests = System.getProperty("surefire.test.class.path");
        return tests != null ? tests : System.getProperty("java.class.path", "." + File.separator);
    }

    private TrainingRun start(RunDirectory where, TrainingListener... listeners)
            throws IOException {
        return TrainingRun.start(
                where,
                config,
                TinyTraining.imagesFor(config.network()),
                SAVING_AT_THE_END,
                listeners.length == 0
                        ? List.of(new StatsWriter())
                        : List.of(new StatsWriter(), listeners[0]));
    }

    private TrainingRun resume() throws IOException {
        return TrainingRun.resume(
                directory,
                TinyTraining.imagesFor(config.network()),
                SAVING_AT_THE_END,
                List.of(new StatsWriter()));
    }

    private static List<String> lines(RunDirectory where) throws IOException {
        return TinyTraining.withoutTimes(Files.readAllLines(where.file(RunDirectory.STATS)));
    }
}

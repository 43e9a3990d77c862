package galatea.evolve;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.evolve.EvolutionRun.Pace;
import galatea.testing.OneThread;
import galatea.train.RunDirectory;
import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed at any moment loses what it did since its last snapshot, no more. */
@ExtendWith(OneThread.class)
class KilledEvolutionTest {
    static final Pace PACE = new Pace(2, 3);

    private static final int KILLS = 2;
    private static final int SAVES_BETWEEN = 3;

    /** Longer than all that the killed processes can do. */
    private static final int GENERATIONS = 90;

    @TempDir Path folder;

    @Test
    void aKilledRunContinuesBitForBit() throws Exception {
        EvolutionConfig config =
                TinyRuns.eventful(
                        TinyEvolution.plane(), new RulesBuilder().parents(2), GENERATIONS);
        RunDirectory killed = RunDirectory.create(folder, "killed");
        Files.writeString(killed.file(RunDirectory.OPTIONS), config.toJson());
        Random random = new Random(5);
        long reached = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            killAfterSomeSaves(killed, random);
            try (EvolutionRun resumed = TinyRuns.resume(killed, PACE, 1)) {
                assertThat(resumed.trainer().generation())
                        .isGreaterThanOrEqualTo(reached + 3 * SAVES_BETWEEN);
                reached = resumed.trainer().generation();
            }
        }
        assertThat(reached).as("the run was not over yet").isLessThan(GENERATIONS);

        Map<String, double[]> numbers;
        try (EvolutionRun resumed = TinyRuns.resume(killed, PACE, 1, new EvolutionLog())) {
            resumed.run();
            numbers = TinyEvolution.numbers(resumed.trainer());
        }
        RunDirectory whole = RunDirectory.create(folder, "whole");
        try (EvolutionRun run = TinyRuns.start(whole, config, PACE, new EvolutionLog())) {
            run.run();
            TinyEvolution.assertEqual(numbers, TinyEvolution.numbers(run.trainer()));
        }
        assertThat(TinyRuns.log(killed)).isEqualTo(TinyRuns.log(whole));
    }

    /** Kills at a random moment of a generation, a save or a picture. */
    private void killAfterSomeSaves(RunDirectory directory, Random random) throws Exception {
        Path errors = folder.resolve("errors.txt");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:TieredStopAtLevel=1",
                                "-Djava.awt.headless=true",
                                "-cp",
                                classPath(),
                                EvolutionProcess.class.getName(),
                                directory.path().toString())
                        .redirectError(errors.toFile())
                        .start();
        try (BufferedReader lines = process.inputReader()) {
            for (int i = 0; i < SAVES_BETWEEN; i++) {
                assertThat(lines.readLine()).as(Files.readString(errors)).isNotNull();
            }
            Thread.sleep(random.nextInt(60));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static String classPath() {
        String tests = System.getProperty("surefire.test.class.path");
        return tests != null ? tests : System.getProperty("java.class.path", "." + File.separator);
    }
}

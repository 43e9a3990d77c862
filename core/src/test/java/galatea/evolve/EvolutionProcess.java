package galatea.evolve;

import galatea.torch.Engine;
import galatea.train.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;

/** An evolution in a process of its own, which others kill: prints a line after every save. */
final class EvolutionProcess {
    private EvolutionProcess() {}

    /** Continues the run in a folder. */
    public static void main(String[] args) throws IOException {
        Engine.setThreads(1);
        EvolutionListener announcer =
                new EvolutionListener() {
                    @Override
                    public void saved(EvolutionRun run) {
                        System.out.println(run.trainer().generation());
                    }
                };
        try (EvolutionRun run =
                TinyRuns.resume(
                        RunDirectory.open(Path.of(args[0])),
                        KilledEvolutionTest.PACE,
                        1,
                        new EvolutionLog(),
                        new EvolutionStats(),
                        new EvolutionPictures(),
                        announcer)) {
            run.run();
        }
    }
}

package galatea.train;

import galatea.torch.Engine;
import galatea.train.TrainingRun.Pace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A training in a process of its own, which others kill: prints a line after every step. */
final class TrainingProcess {
    static final Pace EVERY_STEP = new Pace(0.001, 0.001);

    private TrainingProcess() {}

    /** Continues the run in a folder. */
    public static void main(String[] args) throws IOException {
        Engine.setThreads(1);
        RunDirectory directory = RunDirectory.open(Path.of(args[0]));
        TrainingListener announcer =
                new TrainingListener() {
                    @Override
                    public void stepped(TrainingRun run, StepReport report) {
                        System.out.println(run.trainer().step());
                    }
                };
        try (TrainingRun run =
                TrainingRun.resume(
                        directory,
                        TinyTraining.imagesFor(TinyTraining.style()),
                        EVERY_STEP,
                        List.of(new StatsWriter(), announcer))) {
            run.run();
        }
    }
}

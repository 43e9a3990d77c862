package galatea.cli;

import galatea.train.Schedule;
import galatea.train.StepReport;
import galatea.train.TrainingListener;
import galatea.train.TrainingRun;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a training is: images seen and images per second, time left, the current resolution
 * and both losses, averaged over about the last hundred steps.
 */
final class TrainingProgress implements TrainingListener {
    /** Weight of the newest step in the averages shown. */
    private static final double NEWEST = 0.01;

    private final PrintWriter err;
    private @Nullable Progress progress;
    private double lossD = Double.NaN;
    private double lossG = Double.NaN;

    TrainingProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void started(TrainingRun run) {
        long total = Math.round(run.trainer().config().totalKimg() * 1000);
        progress = Progress.startAt("train", run.trainer().imagesSeen(), total, err);
    }

    @Override
    public void stepped(TrainingRun run, StepReport report) {
        if (report.finite()) {
            lossD = average(lossD, report.lossD());
            lossG = average(lossG, report.lossG());
        }
        if (progress != null) {
            progress.note(note(run));
            progress.reach(run.trainer().imagesSeen());
        }
    }

    private static double average(double before, double newest) {
        return Double.isNaN(before) ? newest : before + NEWEST * (newest - before);
    }

    private String note(TrainingRun run) {
        Schedule schedule = run.trainer().config().schedule();
        int side = schedule.resolutionAt(run.trainer().lod());
        return String.format(
                Locale.ROOT, "%d x %d px, loss D %.2f G %.2f", side, side, lossD, lossG);
    }

    @Override
    public void ended(TrainingRun run) {
        if (progress != null) {
            progress.close();
        }
    }
}

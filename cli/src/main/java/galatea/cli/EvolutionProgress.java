package galatea.cli;

import galatea.evolve.EvolutionListener;
import galatea.evolve.EvolutionRun;
import galatea.evolve.EvolutionTick;
import galatea.evolve.GenerationReport;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows how far an evolution is, and who survived in the last tick. */
final class EvolutionProgress implements EvolutionListener {
    private final PrintWriter err;
    private @Nullable Progress progress;

    EvolutionProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void started(EvolutionRun run) {
        long total = run.trainer().config().generations();
        progress = Progress.startAt("evolve", run.trainer().generation(), total, err);
    }

    @Override
    public void bred(EvolutionRun run, GenerationReport report) {
        if (progress != null) {
            progress.reach(run.trainer().generation());
        }
    }

    @Override
    public void ticked(EvolutionRun run, EvolutionTick tick) {
        if (progress != null) {
            String resolution =
                    tick.resolution() == 1
                            ? ""
                            : "%d x %d px, ".formatted(tick.resolution(), tick.resolution());
            progress.note(
                    String.format(
                            Locale.ROOT,
                            "%sloss D %.2f, Fq %.2f, %s",
                            resolution,
                            tick.lossD(),
                            tick.survivor().quality(),
                            Shares.text(tick.survivorShares())));
        }
    }

    @Override
    public void ended(EvolutionRun run) {
        if (progress != null) {
            progress.close();
        }
    }
}

package galatea.cli;

import galatea.evolve.EvolutionListener;
import galatea.evolve.EvolutionRun;
import galatea.evolve.EvolutionTick;
import galatea.train.RunDirectory;
import galatea.train.TickReport;
import galatea.train.TrainingListener;
import galatea.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Writes {@code log.txt}: a line per tick and per event. */
final class RunLog {
    private RunLog() {}

    /** Of a training. */
    static TrainingListener ofTraining() {
        return new OfTraining();
    }

    /** Of an evolution. */
    static EvolutionListener ofEvolution() {
        return new OfEvolution();
    }

    private record OfTraining() implements TrainingListener {
        @Override
        public void started(TrainingRun run) throws IOException {
            String event = run.trainer().imagesSeen() == 0 ? "started" : "resumed";
            write(run.directory(), "%s after %d images", event, run.trainer().imagesSeen());
        }

        @Override
        public void ticked(TrainingRun run, TickReport tick) throws IOException {
            write(
                    run.directory(),
                    "kimg %.1f lod %.2f batch %d loss D %.3f G %.3f penalty %.3f scores %.2f %.2f"
                            + " images/s %.1f",
                    tick.imagesSeen() / 1000.0,
                    tick.lod(),
                    tick.batch(),
                    tick.means().lossD(),
                    tick.means().lossG(),
                    tick.means().penalty(),
                    tick.means().scoreReal(),
                    tick.means().scoreFake(),
                    tick.imagesPerSecond());
        }

        @Override
        public void saved(TrainingRun run) throws IOException {
            write(run.directory(), "saved after %d images", run.trainer().imagesSeen());
        }
    }

    private record OfEvolution() implements EvolutionListener {
        @Override
        public void started(EvolutionRun run) throws IOException {
            String event = run.trainer().generation() == 0 ? "started" : "resumed";
            write(run.directory(), "%s after %d generations", event, run.trainer().generation());
        }

        @Override
        public void ticked(EvolutionRun run, EvolutionTick tick) throws IOException {
            write(
                    run.directory(),
                    "generation %d lod %.2f loss D %.3f penalty %.3f scores %.2f %.2f Fq %.3f Fd"
                            + " %.3f survivors %s deaths %d generations/s %.2f",
                    tick.generation(),
                    tick.lod(),
                    tick.lossD(),
                    tick.penalty(),
                    tick.scoreReal(),
                    tick.scoreFake(),
                    tick.survivor().quality(),
                    tick.survivor().diversity(),
                    Shares.text(tick.survivorShares()),
                    tick.deaths(),
                    tick.generationsPerSecond());
        }

        @Override
        public void saved(EvolutionRun run) throws IOException {
            write(run.directory(), "saved after %d generations", run.trainer().generation());
        }
    }

    private static void write(RunDirectory run, String format, Object... values)
            throws IOException {
        String time =
                LocalDateTime.now(ZoneId.systemDefault())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString();
        Files.writeString(
                run.file(RunDirectory.LOG),
                time + " " + String.format(Locale.ROOT, format, values) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}

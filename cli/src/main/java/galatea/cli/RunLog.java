package galatea.cli;

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
final class RunLog implements TrainingListener {
    @Override
    public void started(TrainingRun run) throws IOException {
        String event = run.trainer().imagesSeen() == 0 ? "started" : "resumed";
        write(run, "%s after %d images".formatted(event, run.trainer().imagesSeen()));
    }

    @Override
    public void ticked(TrainingRun run, TickReport tick) throws IOException {
        write(
                run,
                String.format(
                        Locale.ROOT,
                        "kimg %.1f lod %.2f batch %d loss D %.3f G %.3f penalty %.3f scores %.2f"
                                + " %.2f images/s %.1f",
                        tick.imagesSeen() / 1000.0,
                        tick.lod(),
                        tick.batch(),
                        tick.means().lossD(),
                        tick.means().lossG(),
                        tick.means().penalty(),
                        tick.means().scoreReal(),
                        tick.means().scoreFake(),
                        tick.imagesPerSecond()));
    }

    @Override
    public void saved(TrainingRun run) throws IOException {
        write(run, "saved after %d images".formatted(run.trainer().imagesSeen()));
    }

    private static void write(TrainingRun run, String line) throws IOException {
        String time =
                LocalDateTime.now(ZoneId.systemDefault())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString();
        Files.writeString(
                run.directory().file(RunDirectory.LOG),
                time + " " + line + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}

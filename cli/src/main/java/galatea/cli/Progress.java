package galatea.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * How far a verb is, on standard error: a bar with rate and time left on a terminal, else a line
 * every few seconds.
 */
final class Progress implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final String task;
    private final long first;
    private final long total;
    private final PrintWriter err;
    private final @Nullable ProgressBar bar;
    private final long start = System.nanoTime();
    private long lastLine = start;
    private long done;
    private String note = "";

    private Progress(
            String task, long first, long total, PrintWriter err, @Nullable ProgressBar bar) {
        this.task = task;
        this.first = first;
        this.done = first;
        this.total = total;
        this.err = err;
        this.bar = bar;
    }

    /**
     * Starts.
     *
     * @param task what is done, such as {@code generate}
     * @param total number of steps
     * @param err for lines; a bar goes to the terminal itself
     */
    static Progress start(String task, long total, PrintWriter err) {
        return startAt(task, 0, total, err);
    }

    /** Starts where earlier work ended, which then counts for the place but not for the rate. */
    static Progress startAt(String task, long first, long total, PrintWriter err) {
        ProgressBar bar = isTerminal() ? bar(task, first, total) : null;
        return new Progress(task, first, total, err, bar);
    }

    private static ProgressBar bar(String task, long first, long total) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .startsFrom(first, Duration.ZERO)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .showSpeed()
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
    }

    /** The launcher says whether standard error is a terminal. */
    private static boolean isTerminal() {
        return Boolean.getBoolean("galatea.terminal");
    }

    /** A remark that stands behind the numbers from the next step on, such as a loss. */
    void note(String text) {
        note = text;
        if (bar != null) {
            bar.setExtraMessage(" " + text);
        }
    }

    /** One step more. */
    void step() {
        reach(done + 1);
    }

    /** So many steps in all. */
    void reach(long steps) {
        done = steps;
        if (bar != null) {
            bar.stepTo(steps);
            return;
        }
        long now = System.nanoTime();
        if (now - lastLine >= INTERVAL.toNanos()) {
            lastLine = now;
            err.println(line(seconds()));
        }
    }

    private String line(double seconds) {
        double rate = (done - first) / seconds;
        return String.format(
                Locale.ROOT,
                "%s: %d of %d, %.2f/s, %.0f s left%s",
                task,
                done,
                total,
                rate,
                (total - done) / rate,
                note.isEmpty() ? "" : ", " + note);
    }

    /** Steps so far. */
    long done() {
        return done;
    }

    /** Time since the start. */
    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}

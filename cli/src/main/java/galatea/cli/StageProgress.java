package galatea.cli;

import galatea.data.ProgressListener;
import galatea.dissect.Stages;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Shows how far each part of a job is. */
final class StageProgress implements Stages, AutoCloseable {
    private final PrintWriter err;
    private @Nullable Progress progress;

    StageProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public ProgressListener next(String name) {
        close();
        return (done, total) -> show(name, done, total);
    }

    private void show(String name, int done, int total) {
        if (progress == null) {
            progress = Progress.start(name, total, err);
        }
        progress.reach(done);
    }

    @Override
    public void close() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }
}

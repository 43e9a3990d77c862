package galatea.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Progress of a job that tells its length with its first step. */
final class ProgressOfFiles implements AutoCloseable {
    private final PrintWriter err;
    private final long start = System.nanoTime();
    private @Nullable Progress progress;

    ProgressOfFiles(PrintWriter err) {
        this.err = err;
    }

    void reach(int done, int total) {
        if (progress == null) {
            progress = Progress.start("dataset", total, err);
        }
        progress.reach(done);
    }

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    @Override
    public void close() {
        if (progress != null) {
            progress.close();
        }
    }
}

package galatea.cli;

import galatea.train.StoppableRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/** Lets a run finish its step and save when the process is told to end (Ctrl-C, SIGTERM). */
final class StopOnSignal implements AutoCloseable {
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;

    StopOnSignal(StoppableRun run) {
        hook =
                new Thread(
                        () -> {
                            run.stop();
                            try {
                                finished.await(); // the process ends when all hooks have returned
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "galatea-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Runs the training; if it fails while the process is ending, says so and ends it with code 1,
     * since nobody else will have the time.
     */
    void guard(StoppableRun run, PrintWriter err) throws IOException {
        try {
            run.run();
        } catch (IOException | RuntimeException e) {
            if (run.isStopped()) {
                err.println("galatea: error: not saved: " + e.getMessage());
                err.flush();
                Runtime.getRuntime().halt(Failures.WORLD);
            }
            throw e;
        }
    }

    /** Everything is saved and said: the process may end. */
    void done() {
        finished.countDown();
    }

    @Override
    public void close() {
        done();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already: the hook has done its work.
        }
    }
}

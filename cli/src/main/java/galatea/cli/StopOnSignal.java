package galatea.cli;

import galatea.train.TrainingRun;
import java.util.concurrent.CountDownLatch;

/** Lets a run finish its step and save when the process is told to end (Ctrl-C, SIGTERM). */
final class StopOnSignal implements AutoCloseable {
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;

    StopOnSignal(TrainingRun run) {
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

package galatea.cli;

import galatea.train.TrainingRun;
import java.util.concurrent.CountDownLatch;

/**
 * Lets Ctrl-C end a training as if it were done: the run saves, the verb finishes its work, and
 * then the process ends with 130.
 */
final class StopOnInterrupt implements AutoCloseable {
    private final TrainingRun run;
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "stop-on-interrupt");
    private volatile boolean interrupted;

    StopOnInterrupt(TrainingRun run) {
        this.run = run;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Runs while the process waits to end. */
    private void interrupted() {
        interrupted = true;
        run.stop();
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the user asked to stop. */
    boolean isInterrupted() {
        return interrupted;
    }

    /** Lets the process end, if it was waiting. */
    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook runs.
        }
    }
}

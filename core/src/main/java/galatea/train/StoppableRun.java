package galatea.train;

import java.io.IOException;

/** Long work that saves itself when it is asked to end. */
public interface StoppableRun {
    /**
     * Works until done, or until stopped; what was done is then saved.
     *
     * @throws TrainingFailedException if the training cannot go on
     * @throws IOException if a file cannot be written
     */
    void run() throws IOException;

    /** Asks the run to finish its step, save and end; returns at once. From any thread. */
    void stop();

    /** Whether {@link #stop} was called. */
    boolean isStopped();
}

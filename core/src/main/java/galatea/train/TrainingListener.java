package galatea.train;

import java.io.IOException;

/** Follows a training run; called on the training thread, between steps. */
public interface TrainingListener {
    /** After the networks are in place, before the first step. */
    default void started(TrainingRun run) throws IOException {}

    /** After every step. */
    default void stepped(TrainingRun run, StepReport report) throws IOException {}

    /** After every tick, with the means over its steps. */
    default void ticked(TrainingRun run, TickReport report) throws IOException {}

    /** After a snapshot was saved. */
    default void saved(TrainingRun run) throws IOException {}

    /** After the last step, the final snapshot saved; also when the run was stopped or failed. */
    default void ended(TrainingRun run) throws IOException {}
}

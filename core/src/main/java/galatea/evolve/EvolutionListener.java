package galatea.evolve;

import java.io.IOException;

/** Follows an evolution; called on its thread, between generations. */
public interface EvolutionListener {
    /** After the networks are in place, before the first generation. */
    default void started(EvolutionRun run) throws IOException {}

    /** After every generation. */
    default void bred(EvolutionRun run, GenerationReport report) throws IOException {}

    /** After every tick, and before what was done in it is saved. */
    default void ticked(EvolutionRun run, EvolutionTick tick) throws IOException {}

    /** After a snapshot was saved. */
    default void saved(EvolutionRun run) throws IOException {}

    /** After the last generation was saved; also when the run was stopped or failed. */
    default void ended(EvolutionRun run) throws IOException {}
}

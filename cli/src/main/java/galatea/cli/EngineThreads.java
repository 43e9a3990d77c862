package galatea.cli;

import galatea.torch.Engine;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** How many threads the engine uses inside an operation. */
final class EngineThreads {
    private EngineThreads() {}

    /**
     * The number a run was started with, unless the user wants another.
     *
     * @param wanted by the user, or null
     * @param before what the run was started with, or null if that is not known
     */
    static void resume(@Nullable Integer wanted, @Nullable Integer before, PrintWriter err) {
        if (wanted == null && before != null) {
            Engine.setThreads(before);
        } else if (before != null && Engine.threads() != before) {
            err.printf(
                    "galatea: the run was started with --threads %d; with another number it goes"
                            + " on, but not bit for bit%n",
                    before);
        }
    }
}

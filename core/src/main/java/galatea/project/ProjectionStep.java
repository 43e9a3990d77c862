package galatea.project;

import galatea.image.Picture;
import java.util.function.Supplier;

/**
 * How far a projection is.
 *
 * @param done steps done
 * @param total steps in all
 * @param loss distance from the picture at this step
 * @param picture draws what was found so far; only while the step is heard
 */
public record ProjectionStep(int done, int total, double loss, Supplier<Picture> picture) {

    /** Hears of every step, from the thread that projects. */
    @FunctionalInterface
    public interface Listener {
        /** Hears nothing. */
        Listener SILENT = step -> {};

        /** Called after each step. */
        void step(ProjectionStep step);
    }
}

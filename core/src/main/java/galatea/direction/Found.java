package galatea.direction;

import galatea.latent.Directions;
import org.jspecify.annotations.Nullable;

/**
 * Directions with the means to prove them.
 *
 * @param directions the directions
 * @param proof what they ought to change
 */
public record Found(Directions directions, Proof proof) {
    /**
     * What directions ought to change: one number per direction, which should grow along it.
     *
     * @param score measures the numbers, which have the directions' names; null where nothing can
     * @param heldOut latents that the directions do not come from, with their numbers; null where
     *     the score measures them, or there are none
     */
    record Proof(@Nullable Score score, @Nullable ScoredPoints heldOut) {
        /** Of directions that stand for no number. */
        static final Proof NONE = new Proof(null, null);
    }
}

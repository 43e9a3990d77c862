package galatea.direction;

import galatea.latent.Direction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a direction was seen to do, on latents that it does not come from.
 *
 * @param direction the direction
 * @param pictureChange mean difference of the pictures at both ends of the way, as a share of the
 *     range of colours; it tells a slider that does something from one that does nothing
 * @param correlation of the place along the direction with what it stands for, in pictures that are
 *     not moved; null where it stands for no number
 * @param effects of going from one end of the way to the other
 */
public record Finding(
        Direction direction,
        double pictureChange,
        @Nullable Correlation correlation,
        List<Effect> effects) {
    /** Copies the list. */
    public Finding {
        effects = List.copyOf(effects);
    }
}

package galatea.direction;

import galatea.data.ProgressListener;
import galatea.latent.Direction;
import galatea.latent.LayerRange;
import galatea.latent.Space;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Principal components of w: the directions in which styles vary most (GANSpace, section 2.1 of
 * arXiv 2004.02546).
 *
 * <p>{@link Direction#sigma} is the square root of the eigenvalue of w's covariance, {@link
 * Direction#explained} its share in the sum of all eigenvalues.
 */
public final class WPca {
    /** Name of the method. */
    public static final String METHOD = "pca";

    private WPca() {}

    /**
     * Finds the first components.
     *
     * @param sample at least 2 latents of a network with styles; many more than wSize
     * @param count number of directions, in [1, wSize]
     * @param layers that the directions move; null for all
     * @throws IllegalArgumentException for a network without styles: z is alike in all directions
     */
    public static Found find(
            Sample sample, int count, @Nullable LayerRange layers, ProgressListener progress) {
        if (sample.space() != Space.W) {
            throw new IllegalArgumentException(
                    "network must have styles for the method pca, since z is alike in all"
                            + " directions: "
                            + sample.session().config().family());
        }
        Panel.requireSize(sample, 2);
        Spread spread = sample.spread(progress);
        Eigen eigen = Eigen.of(spread.covariance(), spread.size(), count);
        List<Direction> list = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            list.add(
                    new Direction(
                            "pc" + k,
                            Space.W,
                            Vectors.floats(eigen.vectors()[k]),
                            layers,
                            Math.sqrt(eigen.values()[k]),
                            eigen.share(k)));
        }
        return new Found(Panel.of(METHOD, sample, spread.mean(), list), Found.Proof.NONE);
    }
}

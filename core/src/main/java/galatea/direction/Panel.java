package galatea.direction;

import galatea.latent.Direction;
import galatea.latent.Directions;
import java.util.List;

/** What all methods do in the same way. */
final class Panel {
    private Panel() {}

    static Directions of(String method, Sample sample, double[] mean, List<Direction> list) {
        return new Directions(method, sample.session().contentHash(), Vectors.floats(mean), list);
    }

    static void requireSize(Sample sample, int least) {
        if (sample.size() < least) {
            throw new IllegalArgumentException(
                    "samples must be at least %d: %d".formatted(least, sample.size()));
        }
    }
}

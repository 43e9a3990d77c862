package galatea.project;

import org.jspecify.annotations.Nullable;

/**
 * How far a picture is from the one that is looked for.
 *
 * @param pixels mean squared difference of levels in [−1, 1], not clipped
 * @param features distance of features; null without a feature network
 */
public record Distances(double pixels, @Nullable Double features) {
    /** What is made small. */
    public double total() {
        return features == null ? pixels : pixels + features;
    }
}

package galatea.direction;

import galatea.data.ProgressListener;
import galatea.latent.Direction;
import galatea.latent.LayerRange;
import galatea.latent.Space;
import galatea.model.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The directions that move a layer's features along their principal components (GANSpace, section
 * 2.2 of arXiv 2004.02546): components of the features of many pictures, then for each the least
 * squares regression of the latent (w where there is one, else z) on its coordinate.
 *
 * <p>Coordinates of different components are uncorrelated, so the regression's solution is the
 * covariance of latent and coordinate. Features are averaged over a grid of as many cells as give
 * at most 1024 values. {@link Direction#explained} is the component's share in the variance of the
 * features; how well its coordinate follows the latent at all is for the proof to tell.
 */
public final class LayerPca {
    /** Name of the method. */
    public static final String METHOD = "layer-pca";

    private static final double LEAST_SHARE = 1e-10;
    private static final long MOST_VALUES = 1L << 28;

    private LayerPca() {}

    /**
     * Finds the first directions.
     *
     * @param sample more latents than directions, better thousands
     * @param layer whose features are looked at
     * @param count number of directions
     * @param layers that the directions move; null for all
     * @throws IllegalArgumentException if the features vary in fewer ways
     */
    public static Found find(
            Sample sample,
            Layer layer,
            int count,
            @Nullable LayerRange layers,
            ProgressListener progress) {
        Panel.requireSize(sample, count + 2);
        PooledFeatures features = PooledFeatures.of(layer);
        if ((long) features.size() * sample.size() > MOST_VALUES) {
            throw new IllegalArgumentException(
                    "samples must be at most %d for layer %s: %d"
                            .formatted(MOST_VALUES / features.size(), layer.name(), sample.size()));
        }
        List<String> names = IntStream.range(0, count).mapToObj(k -> "pc" + k).toList();
        Spread spread = new Spread(features.size());
        List<float[]> rows = rows(sample, features, spread, progress);
        Eigen eigen = Eigen.of(spread.covariance(), spread.size(), count);
        requireVariance(eigen, layer);
        LayerScore score = new LayerScore(features, spread.mean(), eigen, names);
        return regressed(sample, rows, score, layers);
    }

    /** The features of the sample, batch after batch. */
    private static List<float[]> rows(
            Sample sample, PooledFeatures features, Spread spread, ProgressListener progress) {
        List<float[]> rows = new ArrayList<>();
        int most = sample.atOnce();
        for (int from = 0; from < sample.size(); from += most) {
            progress.progress(from, sample.size());
            int count = Math.min(most, sample.size() - from);
            float[] some =
                    features.of(
                            sample.session(), sample.latents().rows(from, count), sample.options());
            rows.add(some);
            spread.add(Vectors.doubles(some));
        }
        progress.progress(sample.size(), sample.size());
        return rows;
    }

    private static void requireVariance(Eigen eigen, Layer layer) {
        for (int k = 0; k < eigen.values().length; k++) {
            if (!(eigen.share(k) > LEAST_SHARE)) {
                throw new IllegalArgumentException(
                        "count must be at most %d, in so many ways the features of layer %s vary: %d"
                                .formatted(k, layer.name(), eigen.values().length));
            }
        }
    }

    private static Found regressed(
            Sample sample, List<float[]> rows, LayerScore score, @Nullable LayerRange layers) {
        double[][] coordinates = new double[sample.size()][];
        int next = 0;
        for (float[] some : rows) {
            for (double[] row : score.coordinates(some)) {
                coordinates[next++] = row;
            }
        }
        ScoredPoints scored = new ScoredPoints(sample.points(0, sample.size()), coordinates);
        Spread spread = scored.spread();
        List<Direction> list = new ArrayList<>();
        for (int k = 0; k < score.names().size(); k++) {
            double[] vector = Vectors.unit(scored.covarianceWith(k));
            list.add(
                    new Direction(
                            score.names().get(k),
                            sample.space(),
                            Vectors.floats(vector),
                            sample.space() == Space.W ? layers : null,
                            spread.along(vector),
                            score.eigen().share(k)));
        }
        return new Found(
                Panel.of(METHOD, sample, spread.mean(), list), new Found.Proof(score, null));
    }
}

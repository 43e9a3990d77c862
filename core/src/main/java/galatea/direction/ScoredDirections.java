package galatea.direction;

import galatea.data.ProgressListener;
import galatea.latent.Direction;
import galatea.latent.Latents;
import galatea.latent.LayerRange;
import galatea.latent.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Directions in which a number of the pictures grows, such as the share that a class of things has
 * in them, or what people said of them (in the manner of InterFaceGAN, Shen et al. 2020).
 *
 * <p>They point to where the number grows; {@link Direction#explained} is NaN.
 */
public final class ScoredDirections {
    /** Name of the method. */
    public static final String METHOD = "class";

    private static final int LEAST = 20;

    private ScoredDirections() {}

    /**
     * One direction for each number of a score, of the same name.
     *
     * @param sample at least 20 latents
     * @param layers that the directions move; null for all
     * @throws IllegalArgumentException if a number is the same in all pictures
     */
    public static Found find(
            Sample sample,
            Score score,
            Fit fit,
            @Nullable LayerRange layers,
            ProgressListener progress) {
        Panel.requireSize(sample, LEAST);
        ScoredPoints scored = ScoredPoints.of(sample, score, progress);
        return fit(sample, scored, score.names(), fit, layers, new Found.Proof(score, null));
    }

    /**
     * One direction from labels of seeds; the last quarter is kept for the proof.
     *
     * @param sample its latents are not used
     * @param name of the direction
     * @param labels at least 20
     * @param layers that the direction moves; null for all
     * @throws IllegalArgumentException if all labels are the same
     */
    public static Found find(
            Sample sample, String name, SeedLabels labels, Fit fit, @Nullable LayerRange layers) {
        Sample labelled = sample.with(Latents.of(sample.session().latents(labels.seeds())));
        Panel.requireSize(labelled, LEAST);
        double[][] scores = new double[labels.seeds().size()][];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = new double[] {labels.values().get(i)};
        }
        ScoredPoints all = new ScoredPoints(labelled.points(0, scores.length), scores);
        int kept = scores.length - scores.length / 4;
        Found.Proof proof = new Found.Proof(null, all.range(kept, scores.length));
        return fit(labelled, all.range(0, kept), List.of(name), fit, layers, proof);
    }

    private static Found fit(
            Sample sample,
            ScoredPoints scored,
            List<String> names,
            Fit fit,
            @Nullable LayerRange layers,
            Found.Proof proof) {
        Spread spread = scored.spread();
        double[] covariance = spread.covariance();
        List<Direction> list = new ArrayList<>();
        for (int k = 0; k < names.size(); k++) {
            requireDifferent(scored, k, names.get(k));
            double[] vector = Vectors.unit(fit.direction(covariance, scored.covarianceWith(k)));
            list.add(
                    new Direction(
                            names.get(k),
                            sample.space(),
                            Vectors.floats(vector),
                            sample.space() == Space.W ? layers : null,
                            spread.along(vector),
                            Double.NaN));
        }
        return new Found(Panel.of(METHOD, sample, spread.mean(), list), proof);
    }

    private static void requireDifferent(ScoredPoints scored, int k, String name) {
        double first = scored.scores()[0][k];
        if (Arrays.stream(scored.column(k)).allMatch(number -> number == first)) {
            throw new IllegalArgumentException(
                    "score must differ among the %d pictures of the sample: %s is always %s"
                            .formatted(scored.count(), name, first));
        }
    }
}

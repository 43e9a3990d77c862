package galatea.direction;

import galatea.data.ProgressListener;
import galatea.latent.Direction;
import java.util.Arrays;

/**
 * Latents with numbers of their pictures.
 *
 * @param points [N, size]
 * @param scores [N][numbers]
 */
record ScoredPoints(double[] points, double[][] scores) {
    /** Draws and measures a sample. */
    static ScoredPoints of(Sample sample, Score score, ProgressListener progress) {
        double[][] scores = new double[sample.size()][];
        double[] points = new double[0];
        int most = sample.atOnce();
        for (int from = 0; from < scores.length; from += most) {
            progress.progress(from, scores.length);
            int count = Math.min(most, scores.length - from);
            double[] some = sample.points(from, count);
            points = from == 0 ? new double[some.length / count * scores.length] : points;
            System.arraycopy(some, 0, points, some.length / count * from, some.length);
            double[][] measured =
                    score.of(
                            sample.session(), sample.latents().rows(from, count), sample.options());
            System.arraycopy(measured, 0, scores, from, count);
        }
        progress.progress(scores.length, scores.length);
        return new ScoredPoints(points, scores);
    }

    /** Number of latents N. */
    int count() {
        return scores.length;
    }

    /** Length of a latent. */
    int size() {
        return points.length / count();
    }

    /** Some of them. */
    ScoredPoints range(int from, int to) {
        return new ScoredPoints(
                Arrays.copyOfRange(points, from * size(), to * size()),
                Arrays.copyOfRange(scores, from, to));
    }

    /** A number of all latents: [N]. */
    double[] column(int k) {
        return Arrays.stream(scores).mapToDouble(row -> row[k]).toArray();
    }

    /** How a number goes with the place along a direction. */
    Correlation correlation(Direction direction, int k) {
        double[] places = new double[count()];
        for (int i = 0; i < places.length; i++) {
            places[i] = Vectors.dot(direction.values(), points, i);
        }
        return Correlation.of(places, column(k));
    }

    /** The covariance of the latents with a number: [size]. */
    double[] covarianceWith(int k) {
        int size = size();
        double[] numbers = column(k);
        double mean = Arrays.stream(numbers).sum() / count();
        double[] covariance = new double[size];
        for (int n = 0; n < count(); n++) {
            for (int i = 0; i < size; i++) {
                covariance[i] += (numbers[n] - mean) * points[n * size + i] / (count() - 1.0);
            }
        }
        return covariance;
    }

    /** Mean and covariance of the latents. */
    Spread spread() {
        Spread spread = new Spread(size());
        spread.add(points);
        return spread;
    }
}

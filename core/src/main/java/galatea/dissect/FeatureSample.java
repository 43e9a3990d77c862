package galatea.dissect;

import java.util.Arrays;

/**
 * The features of the pictures of a sample, and the Fréchet distance of any part of it from real
 * pictures. Safe for use by several threads.
 *
 * <p>Vectors are multiplied by the root of the reference's covariance once; then the trace of the
 * distance's root is the sum of the singular values of the part's centred rows, found through the
 * smaller of their two Gram matrices: a part of few pictures costs little.
 */
final class FeatureSample {
    private final FrechetDistance metric;
    private final float[] features; // [N, F]
    private final float[] projected; // [N, F]
    private final int size; // F

    /**
     * @param features [N, F], row-major
     * @throws IllegalArgumentException if a value is not finite
     */
    FeatureSample(FrechetDistance metric, float[] features) {
        for (float value : features) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("features must be finite: " + value);
            }
        }
        this.metric = metric;
        this.features = features;
        this.size = metric.size();
        projected = metric.projected(features);
    }

    /** Number of features F. */
    int size() {
        return size;
    }

    /** Number of pictures N. */
    int pictures() {
        return features.length / size;
    }

    /** The distance of the whole sample. */
    double distance() {
        int[] all = new int[pictures()];
        Arrays.fill(all, 1);
        return distance(all);
    }

    /** The distance of some pictures. */
    double distance(Iterable<Integer> pictures) {
        int[] weights = new int[pictures()];
        pictures.forEach(n -> weights[n]++);
        return distance(weights);
    }

    /**
     * The distance where each picture counts as often as its weight says.
     *
     * @param weights [N], each at least 0, in all at least 2
     */
    double distance(int[] weights) {
        double[] mean = mean(features, weights);
        double trace = 0;
        for (double[] row : centred(features, weights, mean)) {
            for (double value : row) {
                trace += value * value;
            }
        }
        double[][] rows = centred(projected, weights, mean(projected, weights));
        return metric.distance(mean, trace, rows.length < size ? outer(rows) : inner(rows));
    }

    private double[] mean(float[] rows, int[] weights) {
        double total = Arrays.stream(weights).sum();
        double[] mean = new double[size];
        for (int n = 0; n < weights.length; n++) {
            for (int i = 0; i < size && weights[n] > 0; i++) {
                mean[i] += weights[n] / total * rows[n * size + i];
            }
        }
        return mean;
    }

    /** Rows whose inner products are the covariance: √(w / (Σw − 1)) (x − mean), where w &gt; 0. */
    private double[][] centred(float[] rows, int[] weights, double[] mean) {
        double divisor = Arrays.stream(weights).sum() - 1;
        double[][] result = new double[(int) Arrays.stream(weights).filter(w -> w > 0).count()][];
        int next = 0;
        for (int n = 0; n < weights.length; n++) {
            if (weights[n] > 0) {
                double factor = Math.sqrt(weights[n] / divisor);
                double[] row = new double[size];
                for (int i = 0; i < size; i++) {
                    row[i] = factor * (rows[n * size + i] - mean[i]);
                }
                result[next++] = row;
            }
        }
        return result;
    }

    /** rows · rowsᵀ. */
    private static double[][] outer(double[][] rows) {
        double[][] gram = new double[rows.length][rows.length];
        for (int a = 0; a < rows.length; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = 0;
                for (int i = 0; i < rows[a].length; i++) {
                    sum += rows[a][i] * rows[b][i];
                }
                gram[a][b] = sum;
                gram[b][a] = sum;
            }
        }
        return gram;
    }

    /** rowsᵀ · rows. */
    private double[][] inner(double[][] rows) {
        double[][] gram = new double[size][size];
        for (double[] row : rows) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j <= i; j++) {
                    gram[i][j] += row[i] * row[j];
                }
            }
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                gram[j][i] = gram[i][j];
            }
        }
        return gram;
    }
}

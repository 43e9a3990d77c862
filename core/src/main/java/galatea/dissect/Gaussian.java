package galatea.dissect;

/**
 * The mean and covariance of feature vectors.
 *
 * @param mean [F]
 * @param covariance [F][F], symmetric, of a sample with the divisor n − 1
 */
public record Gaussian(double[] mean, double[][] covariance) {
    /** Checks the sizes. */
    public Gaussian {
        if (covariance.length != mean.length) {
            throw new IllegalArgumentException(
                    "covariance must have as many rows as mean has values, %d: %d"
                            .formatted(mean.length, covariance.length));
        }
    }

    /** Number of features F. */
    public int size() {
        return mean.length;
    }

    /** The sum of the variances. */
    double trace() {
        double sum = 0;
        for (int i = 0; i < size(); i++) {
            sum += covariance[i][i];
        }
        return sum;
    }
}

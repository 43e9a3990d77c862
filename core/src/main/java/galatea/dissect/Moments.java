package galatea.dissect;

/**
 * Mean and covariance of vectors that come in batches, without keeping them.
 *
 * <p>The update of Chan, Golub and LeVeque (1979): for batches a and b with scatters S about their
 * own means, S = S_a + S_b + δδᵀ · n_a n_b / (n_a + n_b), δ being the difference of the means. It
 * cancels nothing, however far the values are from zero.
 */
public final class Moments {
    private final double[] mean;
    private final double[][] scatter; // [F][F], lower triangle
    private long count;

    /**
     * @param size number of features F, at least 1
     */
    public Moments(int size) {
        mean = new double[size];
        scatter = new double[size][size];
    }

    /** How many vectors there were. */
    public long count() {
        return count;
    }

    /**
     * Takes a batch in.
     *
     * @param rows [n, F], row-major
     * @throws IllegalArgumentException if a value is not finite
     */
    public void add(float[] rows) {
        int n = rows.length / mean.length;
        if (n == 0) {
            return;
        }
        double[] batchMean = means(rows, n);
        addScatter(rows, n, batchMean);
        double share = (double) n / (count + n);
        for (int i = 0; i < mean.length; i++) {
            double delta = batchMean[i] - mean[i];
            for (int j = 0; j <= i; j++) {
                scatter[i][j] += delta * (batchMean[j] - mean[j]) * count * share;
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] += (batchMean[i] - mean[i]) * share;
        }
        count += n;
    }

    private double[] means(float[] rows, int n) {
        double[] means = new double[mean.length];
        for (int i = 0; i < rows.length; i++) {
            if (!Float.isFinite(rows[i])) {
                throw new IllegalArgumentException("features must be finite: " + rows[i]);
            }
            means[i % mean.length] += (double) rows[i] / n;
        }
        return means;
    }

    private void addScatter(float[] rows, int n, double[] batchMean) {
        int size = mean.length;
        double[] centred = new double[size];
        for (int row = 0; row < n; row++) {
            for (int i = 0; i < size; i++) {
                centred[i] = rows[row * size + i] - batchMean[i];
                for (int j = 0; j <= i; j++) {
                    scatter[i][j] += centred[i] * centred[j];
                }
            }
        }
    }

    /**
     * What was taken in.
     *
     * @throws IllegalStateException with fewer than two vectors
     */
    public Gaussian gaussian() {
        if (count < 2) {
            throw new IllegalStateException("vectors must be at least 2: " + count);
        }
        double[][] covariance = new double[mean.length][mean.length];
        for (int i = 0; i < mean.length; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i][j] = scatter[i][j] / (count - 1);
                covariance[j][i] = covariance[i][j];
            }
        }
        return new Gaussian(mean.clone(), covariance);
    }
}

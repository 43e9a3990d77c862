package galatea.direction;

import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Scope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Mean and covariance of vectors that come in batches, without keeping them, in double precision.
 *
 * <p>The update of Chan, Golub and LeVeque (1979), which cancels nothing, however far the values
 * are from zero; a batch's own scatter is one matrix product.
 */
final class Spread {
    private final int size;
    private final double[] mean;
    private final double[] scatter; // [F, F]
    private long count;

    /**
     * @param size number of values F, at least 1
     */
    Spread(int size) {
        this.size = size;
        mean = new double[size];
        scatter = new double[size * size];
    }

    /**
     * Takes a batch in.
     *
     * @param rows [n, F], row-major
     * @throws IllegalArgumentException if a value is not finite
     */
    void add(double[] rows) {
        int n = rows.length / size;
        if (n == 0) {
            return;
        }
        for (double value : rows) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("values must be finite: " + value);
            }
        }
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor batch = Ops.of(DType.FLOAT64, rows, n, size);
            Tensor batchMean = Ops.mean(batch, 0); // [1, F]
            Tensor centred = batch.sub(batchMean); // [n, F]
            merge(n, Ops.doubles(batchMean), Ops.doubles(centred.t().matmul(centred)));
        }
    }

    private void merge(int n, double[] batchMean, double[] batchScatter) {
        double share = (double) n / (count + n);
        for (int i = 0; i < size; i++) {
            double delta = (batchMean[i] - mean[i]) * count * share;
            for (int j = 0; j < size; j++) {
                scatter[i * size + j] +=
                        batchScatter[i * size + j] + delta * (batchMean[j] - mean[j]);
            }
        }
        for (int i = 0; i < size; i++) {
            mean[i] += (batchMean[i] - mean[i]) * share;
        }
        count += n;
    }

    /** Number of values F. */
    int size() {
        return size;
    }

    /** The mean: [F], a copy. */
    double[] mean() {
        return mean.clone();
    }

    /**
     * The covariance with the divisor n − 1: [F, F].
     *
     * @throws IllegalStateException with fewer than two vectors
     */
    double[] covariance() {
        if (count < 2) {
            throw new IllegalStateException("vectors must be at least 2: " + count);
        }
        double[] covariance = scatter.clone();
        for (int i = 0; i < covariance.length; i++) {
            covariance[i] /= count - 1;
        }
        return covariance;
    }

    /** The standard deviation along a direction: √(vᵀ Σ v). */
    double along(double[] direction) {
        double[] covariance = covariance();
        double variance = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                variance += direction[i] * covariance[i * size + j] * direction[j];
            }
        }
        return Math.sqrt(Math.max(0, variance));
    }
}

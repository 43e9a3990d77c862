package galatea.direction;

import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * The largest eigenvalues of a symmetric matrix without negative ones, and their eigenvectors, in
 * an order and with signs that are always the same.
 *
 * @param values [K], descending; those that rounding makes negative are 0
 * @param vectors [K][n], of length 1; the component of largest magnitude, the first of equals, is
 *     positive
 * @param total sum of all eigenvalues, including those that were left out
 */
record Eigen(double[] values, double[][] vectors, double total) {
    /**
     * Decomposes.
     *
     * @param matrix [n, n]
     * @param count K, in [1, n]
     */
    static Eigen of(double[] matrix, int n, int count) {
        if (count < 1 || count > n) {
            throw new IllegalArgumentException("count must be in [1, %d]: %d".formatted(n, count));
        }
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            List<Tensor> pair = Ops.symmetricEigen(Ops.of(DType.FLOAT64, matrix, n, n));
            return descending(Ops.doubles(pair.get(0)), Ops.doubles(pair.get(1)), count);
        }
    }

    private static Eigen descending(double[] ascending, double[] columns, int count) {
        int n = ascending.length;
        double[] values = new double[count];
        double[][] vectors = new double[count][n];
        double total = 0;
        for (double value : ascending) {
            total += Math.max(0, value);
        }
        for (int k = 0; k < count; k++) {
            int column = n - 1 - k;
            values[k] = Math.max(0, ascending[column]);
            for (int i = 0; i < n; i++) {
                vectors[k][i] = columns[i * n + column];
            }
            Vectors.turn(vectors[k]);
        }
        return new Eigen(values, vectors, total);
    }

    /** The share of an eigenvalue in the sum of all: 0 where all are 0. */
    double share(int k) {
        return total > 0 ? Math.min(1, values[k] / total) : 0;
    }
}

package galatea.dissect;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The Fréchet distance of Gaussians from one of them (Dowson and Landau 1982), called FID where the
 * features are an Inception network's (Heusel et al. 2017):
 *
 * <p>d² = |μ₁ − μ₂|² + tr(Σ₁ + Σ₂ − 2 (Σ₁^½ Σ₂ Σ₁^½)^½)
 *
 * <p>As is usual, d² itself is called the distance. Both roots are of symmetric matrices and are
 * taken by their eigenvalues; those that rounding makes negative count as zero.
 */
public final class FrechetDistance {
    private final Gaussian reference;
    private final RealMatrix root; // Σ₁^½

    /**
     * @param reference the first Gaussian, such as that of real pictures
     */
    public FrechetDistance(Gaussian reference) {
        this.reference = reference;
        root = root(reference.covariance());
    }

    private static RealMatrix root(double[][] covariance) {
        EigenDecomposition eigen =
                new EigenDecomposition(new Array2DRowRealMatrix(covariance, false));
        double[] roots = eigen.getRealEigenvalues();
        for (int i = 0; i < roots.length; i++) {
            roots[i] = Math.sqrt(Math.max(0, roots[i]));
        }
        return eigen.getV()
                .multiply(MatrixUtils.createRealDiagonalMatrix(roots))
                .multiply(eigen.getVT());
    }

    /**
     * The distance d² to another Gaussian, at least 0.
     *
     * @throws IllegalArgumentException if it has another number of features
     */
    public double to(Gaussian other) {
        if (other.size() != reference.size()) {
            throw new IllegalArgumentException(
                    "features must be %d: %d".formatted(reference.size(), other.size()));
        }
        RealMatrix covariance = new Array2DRowRealMatrix(other.covariance(), false);
        double[][] product = root.multiply(covariance).multiply(root).getData();
        for (int i = 0; i < product.length; i++) {
            for (int j = 0; j < i; j++) { // exactly symmetric
                product[i][j] = (product[i][j] + product[j][i]) / 2;
                product[j][i] = product[i][j];
            }
        }
        return distance(other.mean(), other.trace(), product);
    }

    /**
     * The distance d² by what is known of the other Gaussian.
     *
     * @param mean μ₂
     * @param trace tr Σ₂
     * @param product a symmetric matrix with the eigenvalues, but for zeros, of Σ₁^½ Σ₂ Σ₁^½
     */
    double distance(double[] mean, double trace, double[][] product) {
        double distance = reference.trace() + trace;
        for (int i = 0; i < mean.length; i++) {
            double difference = mean[i] - reference.mean()[i];
            distance += difference * difference;
        }
        EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(product, false));
        for (double value : eigen.getRealEigenvalues()) {
            distance -= 2 * Math.sqrt(Math.max(0, value));
        }
        return Math.max(0, distance);
    }

    /** Number of features F. */
    int size() {
        return reference.size();
    }

    /**
     * Vectors in the coordinates in which their covariance is Σ₁^½ Σ₂ Σ₁^½: each, less μ₁, times
     * Σ₁^½.
     *
     * @param rows [n, F], row-major
     * @return the same
     */
    float[] projected(float[] rows) {
        int size = size();
        double[][] matrix = root.getData();
        float[] result = new float[rows.length];
        for (int from = 0; from < rows.length; from += size) {
            double[] sum = new double[size];
            for (int i = 0; i < size; i++) {
                double value = rows[from + i] - reference.mean()[i];
                for (int j = 0; j < size; j++) {
                    sum[j] += value * matrix[i][j];
                }
            }
            for (int j = 0; j < size; j++) {
                result[from + j] = (float) sum[j];
            }
        }
        return result;
    }
}

package galatea.points;

import java.util.Arrays;

/**
 * The squared maximum mean discrepancy of two sets of points, with the kernel {@code exp(-gamma
 * d^2)} of their distance d (Gretton et al., A Kernel Two-Sample Test, JMLR 13, 2012, equations 3
 * and 5).
 *
 * <p>Sets are [n, 2] row-major and may differ in size. Time grows with the product of the sizes.
 * NaN if a coordinate is not finite.
 */
public final class Mmd {
    /** {@link #medianGamma} looks at no more points than this. */
    static final int MEDIAN_POINTS = 2000;

    private Mmd() {}

    /**
     * The unbiased estimate: its expectation is 0 for two samples of one distribution, so that it
     * may well be negative.
     *
     * @param x at least 2 points
     * @param y at least 2 points
     * @param gamma above 0, in 1 / squared distance
     */
    public static double unbiased(float[] x, float[] y, double gamma) {
        double m = Points.count("x", x, 2);
        double n = Points.count("y", y, 2);
        checkGamma(gamma);
        if (!Points.areFinite(x) || !Points.areFinite(y)) {
            return Double.NaN;
        }
        return 2 * within(x, gamma) / (m * (m - 1))
                + 2 * within(y, gamma) / (n * (n - 1))
                - 2 * between(x, y, gamma) / (m * n);
    }

    /**
     * The biased estimate: the squared distance of the two mean embeddings, 0 for equal sets.
     *
     * @param x at least 1 point
     * @param y at least 1 point
     * @param gamma above 0, in 1 / squared distance
     */
    public static double biased(float[] x, float[] y, double gamma) {
        double m = Points.count("x", x, 1);
        double n = Points.count("y", y, 1);
        checkGamma(gamma);
        if (!Points.areFinite(x) || !Points.areFinite(y)) {
            return Double.NaN;
        }
        return (2 * within(x, gamma) + m) / (m * m)
                + (2 * within(y, gamma) + n) / (n * n)
                - 2 * between(x, y, gamma) / (m * n);
    }

    /**
     * The gamma of the median heuristic: 1 / median² of the distances between the first 2000 of
     * these points (the mean of the middle two of an even number of distances).
     *
     * @param x at least 2 points, all finite
     * @throws IllegalArgumentException also if the median is 0, since most points are equal
     */
    public static double medianGamma(float[] x) {
        int n = Math.min(Points.count("x", x, 2), MEDIAN_POINTS);
        if (!Points.areFinite(x)) {
            throw new IllegalArgumentException("x must be finite: it holds NaN or infinity");
        }
        double[] squares = squaredDistances(x, n);
        Arrays.sort(squares);
        int middle = squares.length / 2;
        double upper = Math.sqrt(squares[middle]);
        double lower = Math.sqrt(squares[(squares.length - 1) / 2]);
        double median = (lower + upper) / 2;
        if (median == 0) {
            throw new IllegalArgumentException("x must have a median distance above 0: 0");
        }
        return 1 / (median * median);
    }

    private static double[] squaredDistances(float[] x, int n) {
        double[] squares = new double[n * (n - 1) / 2];
        int pair = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double dx = (double) x[2 * i] - x[2 * j];
                double dy = (double) x[2 * i + 1] - x[2 * j + 1];
                squares[pair++] = dx * dx + dy * dy;
            }
        }
        return squares;
    }

    /** The sum of the kernel over all pairs of different points of a set, each pair once. */
    private static double within(float[] x, double gamma) {
        double sum = 0;
        for (int i = 2; i < x.length; i += 2) {
            sum += toFirst(x, i, x[i], x[i + 1], gamma);
        }
        return sum;
    }

    /** The sum of the kernel over all pairs of points of two sets. */
    private static double between(float[] x, float[] y, double gamma) {
        double sum = 0;
        for (int i = 0; i < x.length; i += 2) {
            sum += toFirst(y, y.length, x[i], x[i + 1], gamma);
        }
        return sum;
    }

    /** The sum of the kernel between a point and the first ones of a set, {@code end / 2} many. */
    private static double toFirst(float[] x, int end, double px, double py, double gamma) {
        double sum = 0;
        for (int j = 0; j < end; j += 2) {
            double dx = px - x[j];
            double dy = py - x[j + 1];
            sum += Math.exp(-gamma * (dx * dx + dy * dy));
        }
        return sum;
    }

    private static void checkGamma(double gamma) {
        if (!(gamma > 0 && gamma < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("gamma must be above 0 and finite: " + gamma);
        }
    }
}

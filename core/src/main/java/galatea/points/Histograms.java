package galatea.points;

/**
 * How far the shares p of a histogram are from the uniform distribution u over its K bins, in nats.
 *
 * <p>All throw IllegalArgumentException if a count is negative or all are 0.
 */
public final class Histograms {
    private Histograms() {}

    /**
     * Jensen-Shannon divergence: half of KL(p‖m) + KL(u‖m) with m = (p + u) / 2.
     *
     * @return in [0, ln 2)
     */
    public static double jsd(int... counts) {
        double scale = scale(counts);
        double sum = 0;
        for (int count : counts) {
            double ratio = count * scale; // p / u
            sum += xLog(ratio, 2 / (ratio + 1)) + StrictMath.log(2 / (ratio + 1));
        }
        return Math.max(0, sum / counts.length / 2);
    }

    /**
     * Reverse Kullback-Leibler divergence KL(p‖u), of the histogram from the uniform distribution.
     *
     * @return in [0, ln K]
     */
    public static double reverseKl(int... counts) {
        double scale = scale(counts);
        double sum = 0;
        for (int count : counts) {
            sum += xLog(count * scale, 1);
        }
        return Math.max(0, sum / counts.length);
    }

    /**
     * Forward Kullback-Leibler divergence KL(u‖p), of the uniform distribution from the histogram.
     *
     * @return at least 0; infinite if a count is 0
     */
    public static double forwardKl(int... counts) {
        double scale = scale(counts);
        double sum = 0;
        for (int count : counts) {
            sum -= StrictMath.log(count * scale);
        }
        return Math.max(0, sum / counts.length);
    }

    /**
     * Entropy of p.
     *
     * @return in [0, ln K]
     */
    public static double entropy(int... counts) {
        return Math.max(0, StrictMath.log(counts.length) - reverseKl(counts));
    }

    /** {@code x ln(x y)}; 0 for an x of 0. */
    private static double xLog(double x, double y) {
        return x == 0 ? 0 : x * StrictMath.log(x * y);
    }

    /** What a count is multiplied with to become p / u: K / n. */
    private static double scale(int[] counts) {
        long n = 0;
        for (int count : counts) {
            if (count < 0) {
                throw new IllegalArgumentException("counts must be at least 0: " + count);
            }
            n += count;
        }
        if (n == 0) {
            throw new IllegalArgumentException("counts must have a sum of at least 1: 0");
        }
        return counts.length / (double) n;
    }
}

package galatea.dissect;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The bootstrap of a ratio of sums over pictures, in one sweep: in each resampling a picture counts
 * as often as a Poisson variable of mean 1 says, which for many pictures is drawing with
 * replacement.
 */
final class Resampling {
    private final double[] above;
    private final double[] below;

    /**
     * @param resamplings how many
     */
    Resampling(int resamplings) {
        above = new double[resamplings];
        below = new double[resamplings];
    }

    /**
     * How often a picture counts in each resampling: the same for all that is resampled, so that
     * differences are paired.
     *
     * @param picture its number
     */
    static int[] weights(long seed, int picture, int resamplings) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + picture);
        int[] weights = new int[resamplings];
        for (int b = 0; b < resamplings; b++) {
            weights[b] = poisson(random.nextDouble());
        }
        return weights;
    }

    /** Inverts the distribution function of the Poisson distribution of mean 1. */
    private static int poisson(double uniform) {
        double term = Math.exp(-1);
        double sum = term;
        int k = 0;
        while (uniform > sum && k < 20) {
            term /= ++k;
            sum += term;
        }
        return k;
    }

    /** Adds what a picture contributes to both sums. */
    void add(double numerator, double denominator, int[] weights) {
        for (int b = 0; b < above.length; b++) {
            above[b] += weights[b] * numerator;
            below[b] += weights[b] * denominator;
        }
    }

    /**
     * The percentile interval of the ratio.
     *
     * @param confidence such as 0.95
     */
    Interval interval(double confidence) {
        double[] ratios = new double[above.length];
        for (int b = 0; b < ratios.length; b++) {
            ratios[b] = below[b] == 0 ? 0 : above[b] / below[b];
        }
        Arrays.sort(ratios);
        double tail = (1 - confidence) / 2;
        return new Interval(quantile(ratios, tail), quantile(ratios, 1 - tail));
    }

    private static double quantile(double[] sorted, double q) {
        double position = q * (sorted.length - 1);
        int low = (int) position;
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (position - low) * (sorted[high] - sorted[low]);
    }
}

package galatea.dissect;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * How often would a unit meet a class if it knew nothing of the picture? Label maps are given to
 * other pictures: what is left is what place alone explains, such as sky at the top.
 *
 * <p>A shuffle gives picture i the label maps of picture i + shift.
 */
final class Shuffling {
    private final int[] shifts;

    /**
     * @param pictures in the sample
     * @param shuffles how many, if there are so many different ones
     */
    Shuffling(int pictures, int shuffles, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] all = IntStream.range(1, pictures).toArray();
        for (int i = 0; i < Math.min(shuffles, all.length); i++) {
            int j = i + random.nextInt(all.length - i);
            int swap = all[i];
            all[i] = all[j];
            all[j] = swap;
        }
        shifts = Arrays.copyOf(all, Math.min(shuffles, all.length));
    }

    int[] shifts() {
        return shifts;
    }

    /**
     * One-sided p-value of a count among those of the shuffles: t-test of one new value against a
     * sample, (x − mean) / (s √(1 + 1/n)), n − 1 degrees of freedom. Sums over many pictures are
     * close to normal.
     *
     * @param observed without shuffling
     * @param shuffled one count per shuffle
     * @return in [0, 1]; with fewer than two shuffles, or where they all count the same, 1 / (n +
     *     1) if more was observed, else 1
     */
    static double pValue(long observed, long[] shuffled) {
        int n = shuffled.length;
        double mean = Arrays.stream(shuffled).average().orElse(0);
        double squares = 0;
        for (long count : shuffled) {
            squares += (count - mean) * (count - mean);
        }
        if (n < 2 || squares == 0) {
            return observed > mean ? 1.0 / (n + 1) : 1; // all that so few shuffles can say
        }
        double deviation = Math.sqrt(squares / (n - 1) * (1 + 1.0 / n));
        return new TDistribution(null, n - 1).cumulativeProbability((mean - observed) / deviation);
    }
}

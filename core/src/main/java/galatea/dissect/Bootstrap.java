package galatea.dissect;

import java.util.function.IntToDoubleFunction;

/**
 * How 95 % intervals are found: by resampling pictures, paired before and after an edit.
 *
 * @param seed of the resampling
 * @param resamplings in [100, 100000]
 */
public record Bootstrap(long seed, int resamplings) {
    private static final double CONFIDENCE = 0.95;

    /** Checks the range. */
    public Bootstrap {
        if (resamplings < 100 || resamplings > 100_000) {
            throw new IllegalArgumentException(
                    "resamplings must be in [100, 100000]: " + resamplings);
        }
    }

    /** A thousand resamplings. */
    public static Bootstrap defaults() {
        return new Bootstrap(0, 1000);
    }

    /** Draws how often each picture of a sample counts. */
    Drawn over(int pictures) {
        int[][] weights = new int[pictures][];
        for (int i = 0; i < pictures; i++) {
            weights[i] = Resampling.weights(seed, i, resamplings);
        }
        return new Drawn(weights);
    }

    /**
     * The resamplings of a sample.
     *
     * @param weights [pictures][resamplings]
     */
    record Drawn(int[][] weights) {
        /**
         * The interval of a ratio of sums over pictures; a ratio to nothing counts as 0.
         *
         * @param above of each picture
         * @param below of each picture
         */
        Interval ratio(IntToDoubleFunction above, IntToDoubleFunction below) {
            Resampling resampling = new Resampling(weights[0].length);
            for (int i = 0; i < weights.length; i++) {
                resampling.add(above.applyAsDouble(i), below.applyAsDouble(i), weights[i]);
            }
            return resampling.interval(CONFIDENCE);
        }

        /** The interval of a sum over all pictures. */
        Interval sum(IntToDoubleFunction values) {
            Interval mean = ratio(values, i -> 1);
            return new Interval(mean.low() * weights.length, mean.high() * weights.length);
        }
    }
}

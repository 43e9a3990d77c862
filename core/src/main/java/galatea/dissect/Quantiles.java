package galatea.dissect;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Which order statistics make up quantiles, by linear interpolation between neighbours: the
 * quantile q of n sorted numbers lies at position q (n − 1), as NumPy has it.
 */
record Quantiles(double[] fractionsAbove, long count) {
    /** The ranks needed: two per quantile. */
    long[] ranks() {
        return Arrays.stream(fractionsAbove)
                .mapToLong(f -> (long) position(f))
                .flatMap(low -> LongStream.of(low, Math.min(low + 1, count - 1)))
                .toArray();
    }

    /**
     * The quantiles 1 − f.
     *
     * @param values of {@link #ranks()}
     */
    double[] of(float[] values) {
        double[] quantiles = new double[fractionsAbove.length];
        for (int i = 0; i < quantiles.length; i++) {
            double position = position(fractionsAbove[i]);
            double share = position - Math.floor(position);
            quantiles[i] = values[2 * i] + share * ((double) values[2 * i + 1] - values[2 * i]);
        }
        return quantiles;
    }

    private double position(double fractionAbove) {
        return (1 - fractionAbove) * (count - 1);
    }
}

package galatea.dissect;

import org.apache.commons.math3.distribution.HypergeometricDistribution;

/** Fisher's exact test: is a share the same in two groups? */
final class FisherExact {
    /** Probabilities that differ by rounding only count as equal. */
    private static final double SLACK = 1 + 1e-7;

    private FisherExact() {}

    /**
     * Two-sided: probability of all tables with these margins that are at most as probable.
     *
     * @param first of them in the first group, in [0, firstSize]
     * @param firstSize at least 1
     * @param second of them in the second group, in [0, secondSize]
     * @param secondSize at least 1
     */
    static double pValue(int first, int firstSize, int second, int secondSize) {
        HypergeometricDistribution tables =
                new HypergeometricDistribution(
                        null, firstSize + secondSize, first + second, firstSize);
        double limit = tables.probability(first) * SLACK;
        double sum = 0;
        for (int k = tables.getSupportLowerBound(); k <= tables.getSupportUpperBound(); k++) {
            double probability = tables.probability(k);
            sum += probability <= limit ? probability : 0;
        }
        return Math.min(1, sum);
    }
}

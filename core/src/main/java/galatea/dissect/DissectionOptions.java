package galatea.dissect;

import java.util.ArrayList;
import java.util.List;

/**
 * How a dissection is made.
 *
 * @param rule how levels are chosen
 * @param edge what lies outside a feature map
 * @param fractions shares of the pixels for which levels are found in any case, each in (0, 1)
 * @param peaks pictures kept per unit, in [0, 100]
 * @param bootstraps resamplings behind an interval, in [100, 100000]
 * @param shuffles of the label maps behind a p-value, at least 5
 * @param falseDiscoveryRate share of false ones allowed among the significant, in (0, 1)
 * @param seed of resampling and shuffling
 */
public record DissectionOptions(
        ThresholdRule rule,
        Upsampling.Edge edge,
        List<Double> fractions,
        int peaks,
        int bootstraps,
        int shuffles,
        double falseDiscoveryRate,
        long seed) {
    /** The shares that papers use: half a percent and one percent. */
    private static final List<Double> PUBLISHED = List.of(0.005, 0.01);

    /** Checks the ranges. */
    public DissectionOptions {
        fractions = List.copyOf(fractions);
        require(peaks >= 0 && peaks <= 100, "peaks must be in [0, 100]", peaks);
        require(
                bootstraps >= 100 && bootstraps <= 100_000,
                "bootstraps must be in [100, 100000]",
                bootstraps);
        require(shuffles >= 5, "shuffles must be at least 5", shuffles);
        require(
                falseDiscoveryRate > 0 && falseDiscoveryRate < 1,
                "falseDiscoveryRate must be in (0, 1)",
                falseDiscoveryRate);
    }

    private static void require(boolean condition, String rule, Object value) {
        if (!condition) {
            throw new IllegalArgumentException(rule + ": " + value);
        }
    }

    /** The paper's rule, 1,000 resamplings, 30 shuffles, a false discovery rate of 5 %. */
    public static DissectionOptions defaults() {
        return new DissectionOptions(
                ThresholdRule.IQR, Upsampling.Edge.BORDER, PUBLISHED, 8, 1000, 30, 0.05, 0);
    }

    /** The same by another rule, whose level is found, too. */
    public DissectionOptions withRule(ThresholdRule other) {
        List<Double> all = new ArrayList<>(fractions);
        if (other.kind() == ThresholdRule.Kind.QUANTILE && !all.contains(other.fraction())) {
            all.add(other.fraction());
        }
        return new DissectionOptions(
                other, edge, all, peaks, bootstraps, shuffles, falseDiscoveryRate, seed);
    }

    /** The same with other numbers. */
    public DissectionOptions withPrecision(
            int newPeaks, int newBootstraps, int newShuffles, double newRate) {
        return new DissectionOptions(
                rule, edge, fractions, newPeaks, newBootstraps, newShuffles, newRate, seed);
    }
}

package galatea.evolve.race;

import java.util.Arrays;
import java.util.List;

/**
 * A racer's place in one metric.
 *
 * @param median over the seeds
 * @param worst over the seeds
 * @param spread median absolute deviation from the median
 * @param values by seed
 */
public record Standing(double median, double worst, double spread, List<Double> values) {

    /** Of results that differ in their seed. */
    static Standing of(List<RaceResult> results, RaceMetric metric) {
        double[] values =
                results.stream().mapToDouble(result -> metric.of(result.last())).toArray();
        double median = median(values);
        double worst =
                metric.isLargerBetter()
                        ? Arrays.stream(values).min().orElse(Double.NaN)
                        : Arrays.stream(values).max().orElse(Double.NaN);
        double[] distances = Arrays.stream(values).map(v -> Math.abs(v - median)).toArray();
        return new Standing(
                median, worst, median(distances), Arrays.stream(values).boxed().toList());
    }

    /** The middle value, or the mean of the two middle ones; NaN for none. */
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}

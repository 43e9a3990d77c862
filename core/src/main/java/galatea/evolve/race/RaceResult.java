package galatea.evolve.race;

import galatea.evolve.PointMetrics;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What one racer reached with one seed.
 *
 * @param racer its name
 * @param seed of networks and data
 * @param generations it had
 * @param seconds it took on one thread, measuring included
 * @param history metrics at evenly spaced generations, the last one at the end
 * @param survivorShare of each mutation, by label
 */
public record RaceResult(
        String racer,
        long seed,
        long generations,
        double seconds,
        List<Measure> history,
        Map<String, Double> survivorShare) {

    /**
     * Metrics after a number of generations.
     *
     * @param generation how many
     */
    public record Measure(long generation, PointMetrics metrics) {}

    /** Copies list and map, order kept. */
    public RaceResult {
        history = List.copyOf(history);
        survivorShare = Collections.unmodifiableMap(new LinkedHashMap<>(survivorShare));
    }

    /** At the end. */
    public PointMetrics last() {
        return history.get(history.size() - 1).metrics();
    }

    /** Standard deviation of a metric over the last fifth of the measures. */
    double wobble(RaceMetric metric) {
        List<Measure> tail = history.subList(history.size() * 4 / 5, history.size());
        ToDoubleFunction<Measure> value = measure -> metric.of(measure.metrics());
        double mean = tail.stream().mapToDouble(value).average().orElse(Double.NaN);
        double variance =
                tail.stream()
                        .mapToDouble(m -> Math.pow(value.applyAsDouble(m) - mean, 2))
                        .average()
                        .orElse(Double.NaN);
        return Math.sqrt(variance);
    }
}

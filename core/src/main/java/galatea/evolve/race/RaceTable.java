package galatea.evolve.race;

import galatea.image.Chart;
import galatea.image.DotPlot;
import galatea.image.Picture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The outcome of a race: rows of racers, columns of metrics.
 *
 * @param racers names in order
 * @param metrics compared
 * @param results all of them
 */
public record RaceTable(List<String> racers, List<RaceMetric> metrics, List<RaceResult> results) {

    /** Copies the lists; results in the order of racers, then of seeds. */
    public RaceTable {
        List<String> order = List.copyOf(racers);
        racers = order;
        metrics = List.copyOf(metrics);
        results =
                results.stream()
                        .sorted(
                                Comparator.comparingInt((RaceResult r) -> order.indexOf(r.racer()))
                                        .thenComparingLong(RaceResult::seed))
                        .toList();
    }

    /** Results of a racer, by seed. */
    List<RaceResult> of(String racer) {
        return results.stream().filter(result -> result.racer().equals(racer)).toList();
    }

    /** A racer's place in a metric. */
    public Standing standing(String racer, RaceMetric metric) {
        return Standing.of(of(racer), metric);
    }

    /** Compares the first racer with another, seed by seed. */
    public SignTest firstAgainst(String racer, RaceMetric metric) {
        return SignTest.of(
                values(racers.get(0), metric), values(racer, metric), metric.isLargerBetter());
    }

    private double[] values(String racer, RaceMetric metric) {
        return standing(racer, metric).values().stream().mapToDouble(v -> v).toArray();
    }

    /** The metric that coverage is judged by: JSD, or MMD² without modes. */
    public RaceMetric main() {
        return metrics.contains(RaceMetric.JSD) ? RaceMetric.JSD : RaceMetric.MMD2;
    }

    /** Headings of {@link #rows}. */
    public List<String> headings() {
        List<String> headings = new ArrayList<>(List.of("method", "generations"));
        metrics.forEach(metric -> headings.add(metric.title()));
        headings.add("wobble of " + wobbling().title());
        headings.add("%s better : worse (%s)".formatted(racers.get(0), main().title()));
        headings.add("seconds");
        return headings;
    }

    private RaceMetric wobbling() {
        return metrics.contains(RaceMetric.HIGH_QUALITY_SHARE)
                ? RaceMetric.HIGH_QUALITY_SHARE
                : RaceMetric.MMD2;
    }

    /**
     * A line per racer: median, in brackets worst, after ± the spread; how much the last fifth of
     * the training swings; in how many seeds the first racer beats it; median time.
     */
    public List<List<String>> rows() {
        return racers.stream().map(this::row).toList();
    }

    private List<String> row(String racer) {
        List<RaceResult> own = of(racer);
        List<String> row = new ArrayList<>(List.of(racer, Long.toString(own.get(0).generations())));
        for (RaceMetric metric : metrics) {
            Standing s = standing(racer, metric);
            row.add(
                    "%s (%s) ±%s"
                            .formatted(
                                    metric.text(s.median()),
                                    metric.text(s.worst()),
                                    metric.text(s.spread())));
        }
        double[] wobbles = own.stream().mapToDouble(r -> r.wobble(wobbling())).toArray();
        row.add(wobbling().text(Standing.median(wobbles)));
        row.add(comparison(racer));
        double[] seconds = own.stream().mapToDouble(RaceResult::seconds).toArray();
        row.add(String.format(Locale.ROOT, "%.0f", Standing.median(seconds)));
        return row;
    }

    private String comparison(String racer) {
        if (racer.equals(racers.get(0))) {
            return "–";
        }
        SignTest test = firstAgainst(racer, main());
        return String.format(
                Locale.ROOT, "%d : %d, p %.2f", test.wins(), test.losses(), test.pValue());
    }

    /** A dot per seed. */
    public Picture dots(RaceMetric metric) {
        List<DotPlot.Row> rows = new ArrayList<>();
        for (String racer : racers) {
            rows.add(new DotPlot.Row(racer, values(racer, metric)));
        }
        return new DotPlot("", metric.title(), rows).draw(900, 110 + 44 * rows.size());
    }

    /** Medians over the seeds on the way. */
    public Picture course(RaceMetric metric) {
        List<Chart.Series> lines = new ArrayList<>();
        for (String racer : racers) {
            Map<Long, List<Double>> byGeneration = new LinkedHashMap<>();
            for (RaceResult result : of(racer)) {
                for (RaceResult.Measure m : result.history()) {
                    byGeneration
                            .computeIfAbsent(m.generation(), g -> new ArrayList<>())
                            .add(metric.of(m.metrics()));
                }
            }
            double[] x = byGeneration.keySet().stream().mapToDouble(g -> g).toArray();
            double[] y =
                    byGeneration.values().stream()
                            .mapToDouble(
                                    v -> Standing.median(v.stream().mapToDouble(d -> d).toArray()))
                            .toArray();
            lines.add(new Chart.Series(racer, x, y));
        }
        String title = "Median of " + metric.title();
        return new Chart(title, "generation", metric.title(), false, lines).draw(900, 450);
    }
}

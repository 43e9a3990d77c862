package galatea.evolve;

import galatea.image.Colors;
import galatea.image.Picture;
import galatea.image.StackedArea;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Share of each mutation among the survivors over the generations (figure 4, right). */
final class SurvivorChart {
    private static final int MOST_BINS = 50;

    private final List<String> labels = new ArrayList<>();
    private final List<SurvivorCount> bins = new ArrayList<>();
    private final long generations;

    /** Without data, for an evolution of so many generations. */
    SurvivorChart(EvolutionConfig config) {
        generations = config.generations();
        labels.addAll(config.rules().mutations());
        if (config.rules().plus()) {
            labels.add(GenerationReport.UNCHANGED);
        }
        for (long i = 0; i < Math.min(MOST_BINS, generations); i++) {
            bins.add(new SurvivorCount(labels));
        }
    }

    /** Takes in a survivor of an earlier part of the run. */
    void add(String mutation, long generation) {
        bin(generation).add(mutation);
    }

    void add(GenerationReport report) {
        bin(report.generation()).add(report);
    }

    private SurvivorCount bin(long generation) {
        return bins.get((int) Math.min(generation * bins.size() / generations, bins.size() - 1L));
    }

    /** The chart up to a generation. */
    Picture draw(long reached) {
        int shown = Math.max(1, (int) Math.min(bins.size(), reached * bins.size() / generations));
        double[] x =
                IntStream.range(0, shown)
                        .mapToDouble(i -> (i + 0.5) * generations / bins.size())
                        .toArray();
        List<StackedArea.Band> bands = new ArrayList<>();
        for (String label : labels) {
            double[] shares =
                    bins.subList(0, shown).stream()
                            .mapToDouble(bin -> bin.shares().getOrDefault(label, 0.0))
                            .toArray();
            bands.add(new StackedArea.Band(label, Colors.ofSeries(labels.indexOf(label)), shares));
        }
        return new StackedArea("Survivors by mutation", "generation", "share", x, bands)
                .draw(900, 400);
    }
}

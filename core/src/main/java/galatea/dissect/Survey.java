package galatea.dissect;

import galatea.data.LabelClasses;
import galatea.model.Layer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Counts, for units and classes, the pixels between exact quantiles of every unit: four sweeps over
 * one sample (three find the quantiles, one counts), then one over another. All layers are seen in
 * the same sweeps.
 */
final class Survey {
    private final Samples samples;
    private final DissectionOptions options;
    private final Stages stages;
    private final LabelClasses classes;
    private final int maps;

    Survey(Samples samples, DissectionOptions options, Stages stages) {
        this.samples = samples;
        this.options = options;
        this.stages = stages;
        classes = samples.segmenter().classes();
        maps = samples.segmenter().maps();
    }

    /** What is collected of one unit. */
    private static final class Collector {
        private final OrderStatistics order = new OrderStatistics();
        private final Peaks peaks;
        private double[] levels = {};
        private LevelBins bins = new LevelBins(levels);
        private UnitCounts search = new UnitCounts(0, 0, 1);
        private UnitCounts test = new UnitCounts(0, 0, 1);

        Collector(int peaks) {
            this.peaks = new Peaks(peaks);
        }

        void setLevels(Fractions fractions, int classes, int maps) {
            levels = new Quantiles(fractions.values(), order.count()).of(order.values());
            bins = new LevelBins(levels);
            search = new UnitCounts(classes, levels.length, maps);
            test = new UnitCounts(classes, levels.length, maps);
        }

        UnitProfile profile(Unit unit) {
            return new UnitProfile(unit, levels, search, test, peaks.list());
        }
    }

    /**
     * Looks at some layers.
     *
     * @return the units in the order of the layers, with the fractions their levels stand for
     */
    Profiles of(List<Layer> layers) throws IOException {
        FeatureMaps maps = new FeatureMaps(layers, samples.side(), options.edge());
        List<Collector> collectors =
                Stream.generate(() -> new Collector(options.peaks()))
                        .limit(maps.units().size())
                        .toList();
        Fractions fractions = findLevels(layers, maps, collectors);
        Sweep sweep = new Sweep(samples.search(), layers, stages.next("counts"));
        count(sweep, samples.searchLabels(), maps, collectors, c -> c.search);
        each(collectors, c -> c.peaks.clear());
        sweep = new Sweep(samples.test(), layers, stages.next("labels and counts, held out"));
        count(sweep, samples.testLabels(), maps, collectors, c -> c.test);
        List<UnitProfile> profiles = new ArrayList<>();
        for (int u = 0; u < collectors.size(); u++) {
            profiles.add(collectors.get(u).profile(maps.units().get(u)));
        }
        return new Profiles(fractions, profiles);
    }

    private Fractions findLevels(
            List<Layer> layers, FeatureMaps featureMaps, List<Collector> collectors)
            throws IOException {
        long[] pixels = new long[classes.size()];
        Sweep sweep = new Sweep(samples.search(), layers, stages.next("labels and quantiles"));
        sweep.run(
                batch -> {
                    tally(samples.searchLabels().labels(batch), pixels);
                    read(batch, featureMaps, collectors);
                });
        Fractions fractions = Fractions.with(wanted(pixels));
        each(
                collectors,
                c -> c.order.want(new Quantiles(fractions.values(), c.order.count()).ranks()));
        readAgain(layers, featureMaps, collectors, "quantiles, second reading");
        each(collectors, c -> c.order.refine());
        readAgain(layers, featureMaps, collectors, "quantiles, third reading");
        each(collectors, c -> c.setLevels(fractions, classes.size(), maps));
        return fractions;
    }

    private void readAgain(
            List<Layer> layers, FeatureMaps maps, List<Collector> collectors, String stage)
            throws IOException {
        new Sweep(samples.search(), layers, stages.next(stage))
                .run(batch -> read(batch, maps, collectors));
    }

    private static void read(Sweep.Batch batch, FeatureMaps maps, List<Collector> collectors) {
        maps.forEach(batch, (u, i, values) -> collectors.get(u).order.add(values));
    }

    private static void each(List<Collector> collectors, Consumer<Collector> action) {
        collectors.parallelStream().forEach(action);
    }

    private void tally(byte[] labels, long[] pixels) {
        for (byte label : labels) {
            pixels[label & 255]++;
        }
    }

    /** The fixed shares and those of the classes. */
    private Set<Double> wanted(long[] pixels) {
        Set<Double> wanted = new TreeSet<>(options.fractions());
        double total = (double) samples.search().size() * samples.side() * samples.side();
        IntStream.range(0, pixels.length)
                .filter(c -> c != classes.unlabelled() && pixels[c] > 0)
                .forEach(c -> wanted.add(pixels[c] / total));
        return wanted;
    }

    private void count(
            Sweep sweep,
            LabelStore store,
            FeatureMaps featureMaps,
            List<Collector> collectors,
            Function<Collector, UnitCounts> counts)
            throws IOException {
        sweep.run(
                batch -> {
                    byte[] labels = store.labels(batch);
                    featureMaps.forEach(
                            batch,
                            (u, i, values) -> {
                                Collector c = collectors.get(u);
                                int offset = i * maps * values.length;
                                counts.apply(c).add(values, c.bins, labels, offset);
                                c.peaks.add(batch.from() + i, featureMaps.peak(batch, u, i));
                            });
                });
    }
}

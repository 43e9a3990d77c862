package galatea.dissect;

import galatea.image.Picture;
import galatea.image.PixelConversion;
import galatea.model.Layer;
import galatea.torch.Ops;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Judges the levels that were chosen on one sample by another, in one sweep: how the counts would
 * be if label maps belonged to other pictures, how much IoUs vary between samples, and where the
 * units are active in the pictures in which they are most active.
 */
final class Evidence {
    private final Samples samples;
    private final DissectionOptions options;
    private final Shuffling shuffling;
    private final int classes;
    private final List<UnitProfile> profiles;
    private final List<Judged> judged;
    private final Map<Integer, Picture> pictures = new TreeMap<>();

    /** What the sweep collects of one unit. */
    static final class Judged {
        private final double level;
        private final int label;
        private final Set<Integer> peaks;
        private final long[][] both; // [classes][1 + shuffles], the first without shuffling
        private final Resampling resampling;
        private final Map<Integer, long[]> masks = new HashMap<>();

        private Judged(UnitProfile unit, LevelChoice.Choice choice, int counts, Evidence evidence) {
            level = unit.levels()[choice.place()];
            label = choice.label();
            peaks = new TreeSet<>(unit.peaks().stream().map(Peaks.Peak::picture).toList());
            both = new long[evidence.classes][counts];
            resampling = new Resampling(evidence.options.bootstraps());
        }

        /** One-sided p-value of every class. */
        double[] pValues() {
            double[] p = new double[both.length];
            for (int c = 0; c < p.length; c++) {
                long[] shuffled = new long[both[c].length - 1];
                System.arraycopy(both[c], 1, shuffled, 0, shuffled.length);
                p[c] = Shuffling.pValue(both[c][0], shuffled);
            }
            return p;
        }

        /** 95 % interval of the IoU with the class that the level was chosen for. */
        Interval iou() {
            return resampling.interval(0.95);
        }

        /** Where the unit is active in its peak pictures, as bits. */
        Map<Integer, long[]> masks() {
            return masks;
        }
    }

    /**
     * @param profiles of the units to judge
     * @param choices a level for each
     */
    Evidence(
            Samples samples,
            DissectionOptions options,
            List<UnitProfile> profiles,
            List<LevelChoice.Choice> choices) {
        this.samples = samples;
        this.options = options;
        this.profiles = profiles;
        classes = samples.segmenter().classes().size();
        shuffling = new Shuffling(samples.test().size(), options.shuffles(), options.seed());
        int counts = 1 + shuffling.shifts().length;
        judged =
                java.util.stream.IntStream.range(0, profiles.size())
                        .mapToObj(u -> new Judged(profiles.get(u), choices.get(u), counts, this))
                        .toList();
    }
}

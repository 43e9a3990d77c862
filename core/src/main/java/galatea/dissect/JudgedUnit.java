package galatea.dissect;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the sample that levels are judged on says of one unit at its level. */
final class JudgedUnit {
    private static final double CONFIDENCE = 0.95;

    private final LevelChoice.Choice choice;
    private final double level;
    private final Set<Integer> peaks;
    private final long[][] both; // [classes][1 + shuffles], the first without shuffling
    private final Resampling resampling;
    private final Map<Integer, long[]> masks = new TreeMap<>();

    JudgedUnit(
            UnitProfile unit,
            LevelChoice.Choice choice,
            int classes,
            int shuffles,
            int resamplings) {
        this.choice = choice;
        level = unit.levels()[choice.place()];
        peaks = unit.peaks().stream().map(Peaks.Peak::picture).collect(Collectors.toSet());
        both = new long[classes][1 + shuffles];
        resampling = new Resampling(resamplings);
    }

    /**
     * Adds a picture.
     *
     * @param picture its number
     * @param values of the unit, [side · side]
     * @param labels pixels of each class, of this picture and of those whose label maps it gets: [1
     *     + shuffles][classes][words], no words for a class that is absent
     * @param weights in the resamplings
     */
    void add(int picture, float[] values, long[][][] labels, int[] weights) {
        long[] mask = Bits.above(values, level);
        if (peaks.contains(picture)) {
            masks.put(picture, mask);
        }
        int active = Bits.count(mask);
        int meetings = 0;
        for (int c = 0; c < both.length && active > 0; c++) {
            for (int k = 0; k < labels.length; k++) {
                int count = labels[k][c].length == 0 ? 0 : Bits.countBoth(mask, labels[k][c]);
                both[c][k] += count;
                meetings = k == 0 && c == choice.label() ? count : meetings;
            }
        }
        int present = Bits.count(labels[0][choice.label()]);
        resampling.add(meetings, active + present - meetings, weights);
    }

    /** One-sided p-value of meeting each class so often. */
    double[] pValues() {
        return Arrays.stream(both)
                .mapToDouble(
                        counts ->
                                Shuffling.pValue(
                                        counts[0], Arrays.copyOfRange(counts, 1, counts.length)))
                .toArray();
    }

    /** The level that was chosen. */
    LevelChoice.Choice choice() {
        return choice;
    }

    /** 95 % interval of the IoU with the class that the level was chosen for. */
    Interval iou() {
        return resampling.interval(CONFIDENCE);
    }

    /** Where the unit is active in its peak pictures, by their number. */
    Map<Integer, long[]> masks() {
        return masks;
    }
}

package galatea.dissect;

/**
 * For one unit, how many pixels of each class lie between which of its levels; exact, and the sum
 * of the counts of parts of a sample.
 */
final class UnitCounts {
    private final int levels;
    private final int[] all; // [levels + 1]
    private final int[][] byClass; // [classes][levels + 1], made when a class is met

    UnitCounts(int classes, int levels) {
        this.levels = levels;
        all = new int[levels + 1];
        byClass = new int[classes][];
    }

    /**
     * Counts the pixels of one picture.
     *
     * @param values of the unit, as large as the label maps
     * @param labels label maps of many pictures, one after the other
     * @param offset where those of this picture begin
     * @param maps label maps per picture
     */
    void add(float[] values, LevelBins bins, byte[] labels, int offset, int maps) {
        int pixels = values.length;
        for (int p = 0; p < pixels; p++) {
            int bin = bins.of(values[p]);
            all[bin]++;
            for (int map = 0; map < maps; map++) {
                int label = labels[offset + map * pixels + p] & 255;
                counts(label)[bin]++;
            }
        }
    }

    private int[] counts(int label) {
        int[] counts = byClass[label];
        if (counts == null) {
            counts = new int[levels + 1];
            byClass[label] = counts;
        }
        return counts;
    }

    /** How often the unit is above a level and the class present. */
    Contingency at(int label, int level) {
        int[] counts = counts(label);
        return new Contingency(
                above(counts, level), above(all, level), above(counts, -1), above(all, -1));
    }

    /** Pixels above a level; all for −1. */
    private static long above(int[] counts, int level) {
        long sum = 0;
        for (int bin = level + 1; bin < counts.length; bin++) {
            sum += counts[bin];
        }
        return sum;
    }
}

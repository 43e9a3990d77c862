package galatea.dissect;

/**
 * For one unit, how many pixels of each class lie between which of its levels; exact, and the sum
 * of the counts of parts of a sample.
 */
final class UnitCounts {
    private final int classes;
    private final int bins;
    private final int maps;
    private final int[] counts; // [classes][levels + 1]
    private long[][] above = {}; // the same summed from the top, with all classes last; or empty

    /**
     * @param levels of the unit
     * @param maps label maps per picture
     */
    UnitCounts(int classes, int levels, int maps) {
        this.classes = classes;
        bins = levels + 1;
        this.maps = maps;
        counts = new int[classes * bins];
    }

    /**
     * Counts the pixels of one picture.
     *
     * @param values of the unit, as large as the label maps
     * @param labels label maps of many pictures, one after the other
     * @param offset where those of this picture begin
     */
    void add(float[] values, LevelBins levels, byte[] labels, int offset) {
        for (int map = 0; map < maps; map++) {
            int start = offset + map * values.length;
            for (int p = 0; p < values.length; p++) {
                counts[(labels[start + p] & 255) * bins + levels.of(values[p])]++;
            }
        }
    }

    /**
     * How often the unit is above a level and the class present; to be asked when all is counted.
     *
     * @param level its place, from 0
     */
    Contingency at(int label, int level) {
        if (above.length == 0) {
            above = summed();
        }
        long[] all = above[classes];
        long[] present = above[label];
        return new Contingency(present[level + 1], all[level + 1], present[0], all[0]);
    }

    private long[][] summed() {
        long[][] sums = new long[classes + 1][bins];
        for (int bin = bins - 1; bin >= 0; bin--) {
            for (int c = 0; c < classes; c++) {
                sums[c][bin] = counts[c * bins + bin] + (bin + 1 < bins ? sums[c][bin + 1] : 0);
                sums[classes][bin] += sums[c][bin];
            }
            sums[classes][bin] /= maps; // every pixel has a class in every map
        }
        return sums;
    }
}

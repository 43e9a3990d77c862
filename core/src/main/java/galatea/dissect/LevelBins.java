package galatea.dissect;

/**
 * Tells between which levels of a unit a number lies, by a table over its leading 19 bits. The
 * table fills itself: not safe for use by several threads at once.
 */
final class LevelBins {
    private static final int PAGE = 1 << 11; // prefixes with the same leading 8 bits

    private final float[] levels; // the greatest floats not above them, ascending
    private final short[][] first = new short[256][]; // levels below all numbers of a prefix

    /**
     * @param levels ascending, at most 32767
     */
    LevelBins(double[] levels) {
        this.levels = new float[levels.length];
        for (int i = 0; i < levels.length; i++) {
            float nearest = (float) levels[i];
            this.levels[i] = nearest > levels[i] ? Math.nextDown(nearest) : nearest;
        }
    }

    /** How many levels the number is above (strictly), in [0, levels]. */
    int of(float value) {
        int key = FloatOrder.key(value);
        short[] page = first[key >>> 24];
        if (page == null) {
            page = page(key >>> 24);
        }
        int bin = page[key >>> 13 & PAGE - 1];
        while (bin < levels.length && value > levels[bin]) {
            bin++;
        }
        return bin;
    }

    private short[] page(int leading) {
        short[] page = new short[PAGE];
        int below = 0;
        for (int i = 0; i < PAGE; i++) {
            float least = FloatOrder.value(leading << 24 | i << 13);
            while (below < levels.length && levels[below] < least) {
                below++;
            }
            page[i] = (short) below;
        }
        first[leading] = page;
        return page;
    }
}

package galatea.dissect;

/**
 * The cells of a layer over a label map: cell i of n covers the pixels from ⌊iT/n⌋ to ⌈(i+1)T/n⌉,
 * as adaptive pooling has it.
 *
 * @param count cells per side, n
 * @param side pixels per side of a label map, T
 */
record Cells(int count, int side) {
    /** First pixel of a cell. */
    int from(int cell) {
        return cell * side / count;
    }

    /** Behind the last pixel of a cell. */
    int to(int cell) {
        return ((cell + 1) * side + count - 1) / count;
    }

    /** Pixels of a cell. */
    int area(int cell) {
        int y = cell / count;
        int x = cell % count;
        return (to(y) - from(y)) * (to(x) - from(x));
    }

    /**
     * The share of each cell that a class covers.
     *
     * @param labels label maps of many pictures
     * @param offset where those of one picture begin
     * @param maps label maps per picture
     * @return [n · n] in [0, 1]
     */
    double[] coverage(byte[] labels, int offset, int maps, int label) {
        double[] coverage = new double[count * count];
        for (int cell = 0; cell < coverage.length; cell++) {
            int y = cell / count;
            int x = cell % count;
            for (int map = 0; map < maps; map++) {
                coverage[cell] += pixels(labels, offset + map * side * side, label, y, x);
            }
            coverage[cell] /= area(cell);
        }
        return coverage;
    }

    private int pixels(byte[] labels, int offset, int label, int cellY, int cellX) {
        int pixels = 0;
        for (int y = from(cellY); y < to(cellY); y++) {
            for (int x = from(cellX); x < to(cellX); x++) {
                pixels += (labels[offset + y * side + x] & 255) == label ? 1 : 0;
            }
        }
        return pixels;
    }

    /** Writes a value into the pixels of a cell of one map. */
    void fill(float[] pixels, int offset, int cell, float value) {
        for (int y = from(cell / count); y < to(cell / count); y++) {
            for (int x = from(cell % count); x < to(cell % count); x++) {
                pixels[offset + y * side + x] = value;
            }
        }
    }
}

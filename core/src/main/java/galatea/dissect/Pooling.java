package galatea.dissect;

/**
 * How a map of one size becomes one of another: target cell i of T sees the source cells from ⌊i S
 * / T⌋ up to, but without, ⌈(i + 1) S / T⌉. So 5 → 3 has the windows [0, 2), [1, 4) and [3, 5).
 */
public enum Pooling {
    /** The largest value: a stroke that touches a cell edits it, as in gandissect. */
    MAX,
    /** The mean: a stroke that touches a part of a cell edits it by that part. */
    MEAN;

    /**
     * Pools a square map.
     *
     * @param map [S, S]
     * @param source S, at least 1
     * @param target T, at least 1
     * @return [T, T]
     */
    public double[] pool(double[] map, int source, int target) {
        double[] pooled = new double[target * target];
        for (int i = 0; i < pooled.length; i++) {
            pooled[i] = window(map, source, target, i / target, i % target);
        }
        return pooled;
    }

    private double window(double[] map, int source, int target, int row, int column) {
        double largest = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int y = from(row, source, target); y < to(row, source, target); y++) {
            for (int x = from(column, source, target); x < to(column, source, target); x++) {
                largest = Math.max(largest, map[y * source + x]);
                sum += map[y * source + x];
            }
        }
        int rows = to(row, source, target) - from(row, source, target);
        int columns = to(column, source, target) - from(column, source, target);
        return this == MAX ? largest : sum / (rows * columns);
    }

    private static int from(int cell, int source, int target) {
        return cell * source / target;
    }

    private static int to(int cell, int source, int target) {
        return ((cell + 1) * source + target - 1) / target;
    }
}

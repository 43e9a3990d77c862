package galatea.dissect;

/**
 * A rectangle of a picture, in fractions of its side, so that a recipe fits pictures of every size.
 * {@link Pooling#MAX} edits every cell that it overlaps, {@link Pooling#MEAN} each by the share
 * inside it.
 *
 * @param x left edge, in [0, 1]
 * @param y upper edge, in [0, 1]
 * @param width above 0; x + width at most 1
 * @param height above 0; y + height at most 1
 */
public record Region(double x, double y, double width, double height) implements EditArea {
    /** What rounding of fractions may leave over. */
    private static final double EPSILON = 1e-9;

    /** Checks the ranges. */
    public Region {
        if (!fits(x, width) || !fits(y, height)) {
            throw new IllegalArgumentException(
                    "region must be x,y,width,height in fractions of the picture and inside it:"
                            + " %s,%s,%s,%s".formatted(x, y, width, height));
        }
    }

    private static boolean fits(double from, double size) {
        return from >= 0 && size > 0 && from + size <= 1 + EPSILON;
    }

    @Override
    public double[] cells(int side, Pooling pooling) {
        double[] cells = new double[side * side];
        for (int i = 0; i < cells.length; i++) {
            double share = share(i / side, side, y, height) * share(i % side, side, x, width);
            cells[i] = pooling == Pooling.MEAN ? share : share > 0 ? 1 : 0;
        }
        return cells;
    }

    /** Share of a row or column of cells that lies between two edges. */
    private static double share(int cell, int side, double from, double size) {
        double low = Math.max(cell, from * side);
        double high = Math.min(cell + 1, (from + size) * side);
        return high - low > EPSILON * side ? Math.min(1, high - low) : 0;
    }
}

package galatea.image;

import java.awt.geom.Path2D;

/**
 * The line along which values on a square lattice cross a level, by marching squares: in each cell
 * of the lattice straight lines join the crossings that linear interpolation finds on its sides.
 */
final class Contour {
    // Corners clockwise from the upper left: offset to the right, offset downwards.
    private static final int[][] CORNERS = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};

    private final int side;
    private final double[] values;
    private final double level;
    private final Path2D path = new Path2D.Double();

    private Contour(int side, double[] values, double level) {
        this.side = side;
        this.values = values;
        this.level = level;
    }

    /**
     * The line in units of the lattice, (0, 0) being the first point and y running downwards.
     *
     * @param side points per row, at least 2
     * @param values {@code [side, side]} row by row, finite
     * @param level values from here on are above
     */
    static Path2D path(int side, double[] values, double level) {
        Contour contour = new Contour(side, values, level);
        for (int row = 0; row < side - 1; row++) {
            for (int column = 0; column < side - 1; column++) {
                contour.addCell(column, row);
            }
        }
        return contour.path;
    }

    private void addCell(int column, int row) {
        double[] corners = new double[4];
        int above = 0;
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            corners[i] = values[(row + CORNERS[i][1]) * side + column + CORNERS[i][0]];
            above += corners[i] >= level ? 1 << i : 0;
            sum += corners[i];
        }
        boolean middleAbove = sum / 4 >= level;
        for (int i = 0; i < 4; i++) {
            if ((above >> i & 1) == 1 && (above >> previous(i) & 1) == 0) {
                int end = lastAbove(i, above, middleAbove);
                addLine(column, row, corners, previous(i), end);
            }
        }
    }

    /**
     * The last corner that is above on the way clockwise from the first that is; where opposite
     * corners are above and the middle is too, they hang together.
     */
    private static int lastAbove(int first, int above, boolean middleAbove) {
        boolean saddle = above == 0b0101 || above == 0b1010;
        if (saddle && middleAbove) {
            return previous(previous(first));
        }
        int last = first;
        while ((above >> next(last) & 1) == 1) {
            last = next(last);
        }
        return last;
    }

    /** From the crossing between a corner and the next to that between another and its next. */
    private void addLine(int column, int row, double[] corners, int from, int to) {
        for (int start : new int[] {from, to}) {
            int[] a = CORNERS[start];
            int[] b = CORNERS[next(start)];
            double way = (level - corners[start]) / (corners[next(start)] - corners[start]);
            double x = column + a[0] + way * (b[0] - a[0]);
            double y = row + a[1] + way * (b[1] - a[1]);
            if (start == from) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
    }

    private static int next(int corner) {
        return (corner + 1) % 4;
    }

    private static int previous(int corner) {
        return (corner + 3) % 4;
    }
}

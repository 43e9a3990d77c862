package galatea.data.scenes;

/**
 * A part of the unit square, x to the right and y downwards. Shapes may reach beyond its edges.
 *
 * <p>A shape covers a point exactly or not at all, decided with strict double arithmetic.
 */
sealed interface Shape {

    /** Whether the point lies within the shape; asked only for points of {@link #bounds()}. */
    boolean covers(double x, double y);

    /** A box that holds the whole shape. */
    Box bounds();

    /** Whether the shape surely covers the whole width of its bounds at this height. */
    default boolean fills(double y) {
        return false;
    }

    /** An upright rectangle. */
    record Box(double left, double top, double right, double bottom) implements Shape {
        @Override
        public boolean covers(double x, double y) {
            return x >= left && x < right && y >= top && y < bottom;
        }

        @Override
        public boolean fills(double y) {
            return y >= top && y < bottom;
        }

        @Override
        public Box bounds() {
            return this;
        }

        double centerX() {
            return (left + right) / 2;
        }

        double width() {
            return right - left;
        }

        /** Smaller by a margin on each side. */
        Box inset(double margin) {
            return new Box(left + margin, top + margin, right - margin, bottom - margin);
        }

        boolean overlaps(Box other) {
            return left < other.right
                    && other.left < right
                    && top < other.bottom
                    && other.top < bottom;
        }
    }

    /** An upright ellipse. */
    record Ellipse(double x, double y, double radiusX, double radiusY) implements Shape {
        @Override
        public boolean covers(double pointX, double pointY) {
            double dx = (pointX - x) / radiusX;
            double dy = (pointY - y) / radiusY;
            return dx * dx + dy * dy <= 1;
        }

        @Override
        public Box bounds() {
            return new Box(x - radiusX, y - radiusY, x + radiusX, y + radiusY);
        }
    }

    /** A convex polygon; the corners go around clockwise as seen on the screen. */
    record Polygon(double[] xs, double[] ys) implements Shape {

        /** From x, y, x, y… of the corners in turn, in either direction. */
        static Polygon of(double... corners) {
            int count = corners.length / 2;
            boolean clockwise = doubledArea(corners) > 0;
            double[] xs = new double[count];
            double[] ys = new double[count];
            for (int i = 0; i < count; i++) {
                int corner = clockwise ? i : count - 1 - i;
                xs[i] = corners[2 * corner];
                ys[i] = corners[2 * corner + 1];
            }
            return new Polygon(xs, ys);
        }

        @Override
        public boolean covers(double x, double y) {
            int from = xs.length - 1;
            for (int to = 0; to < xs.length; to++) {
                double side = (xs[to] - xs[from]) * (y - ys[from]);
                if (side < (ys[to] - ys[from]) * (x - xs[from])) {
                    return false;
                }
                from = to;
            }
            return true;
        }

        @Override
        public Box bounds() {
            return new Box(min(xs), min(ys), max(xs), max(ys));
        }

        private static double doubledArea(double[] corners) {
            double area = 0;
            for (int i = 0; i < corners.length; i += 2) {
                int next = (i + 2) % corners.length;
                area += corners[i] * corners[next + 1] - corners[next] * corners[i + 1];
            }
            return area;
        }
    }

    /**
     * Everything below a line across the whole width, given by its heights at equal distances.
     *
     * @param heights y of the line at x = 0 … 1
     * @param smooth whether the line rolls (or else runs straight) from one height to the next
     */
    record Ridge(double[] heights, boolean smooth) implements Shape {
        @Override
        public boolean covers(double x, double y) {
            return y >= height(x);
        }

        @Override
        public boolean fills(double y) {
            return y >= lowest();
        }

        @Override
        public Box bounds() {
            return new Box(0, min(heights), 1, 1);
        }

        /** The line's y at x in [0, 1]. */
        double height(double x) {
            double position = x * (heights.length - 1);
            int left = Math.min((int) position, heights.length - 2);
            double share = position - left;
            double eased = smooth ? share * share * (3 - 2 * share) : share;
            return heights[left] + (heights[left + 1] - heights[left]) * eased;
        }

        /** The y from which on the shape fills the whole width. */
        double lowest() {
            return max(heights);
        }
    }

    /**
     * A band that winds downwards, as a path or a river does.
     *
     * @param top y where it begins
     * @param bottom y where it ends
     * @param topX its middle at the top
     * @param bottomX its middle at the bottom
     * @param topRadius half its width at the top
     * @param bottomRadius half its width at the bottom
     */
    record Ribbon(
            double top,
            double bottom,
            double topX,
            double bottomX,
            double topRadius,
            double bottomRadius)
            implements Shape {
        @Override
        public boolean covers(double x, double y) {
            double share = (y - top) / (bottom - top);
            if (share < 0 || share > 1) {
                return false;
            }
            double middle = topX + (bottomX - topX) * share * share * (3 - 2 * share);
            double radius = topRadius + (bottomRadius - topRadius) * share;
            return x >= middle - radius && x <= middle + radius;
        }

        @Override
        public Box bounds() {
            double left = Math.min(topX - topRadius, bottomX - bottomRadius);
            double right = Math.max(topX + topRadius, bottomX + bottomRadius);
            double reach = Math.max(topRadius, bottomRadius);
            return new Box(left - reach, top, right + reach, bottom);
        }
    }

    private static double min(double[] values) {
        double least = values[0];
        for (double value : values) {
            least = Math.min(least, value);
        }
        return least;
    }

    private static double max(double[] values) {
        double most = values[0];
        for (double value : values) {
            most = Math.max(most, value);
        }
        return most;
    }
}

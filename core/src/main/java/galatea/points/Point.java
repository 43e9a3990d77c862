package galatea.points;

/**
 * A place in the plane.
 *
 * @param x to the right, finite
 * @param y upward, finite
 */
public record Point(double x, double y) {

    /** Checks that both are finite. */
    public Point {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new IllegalArgumentException("x and y must be finite: %s, %s".formatted(x, y));
        }
    }
}

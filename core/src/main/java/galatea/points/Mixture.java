package galatea.points;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Normal distributions of equal weight and equal deviation around several centres (modes).
 *
 * @param name see {@link PointSource#name()}
 * @param centres one for each mode, at least 1
 * @param deviation the standard deviation along each axis, above 0
 */
public record Mixture(String name, List<Point> centres, double deviation) implements PointSource {

    private static final double DEVIATIONS_SHOWN = 5; // all but one of a million points

    /** Checks and copies. */
    public Mixture {
        requireNonNull(name, "name is null");
        centres = List.copyOf(centres);
        if (centres.isEmpty()) {
            throw new IllegalArgumentException("centres must hold at least 1: 0");
        }
        if (!(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "deviation must be above 0 and finite: " + deviation);
        }
    }

    /** How many centres there are. */
    public int modes() {
        return centres.size();
    }

    @Override
    public void draw(RandomGenerator random, float[] xy) {
        int n = Points.count("xy", xy, 0);
        for (int i = 0; i < n; i++) {
            Point centre = centres.get(random.nextInt(modes()));
            xy[2 * i] = (float) (centre.x() + deviation * random.nextGaussian());
            xy[2 * i + 1] = (float) (centre.y() + deviation * random.nextGaussian());
        }
    }

    @Override
    public double extent() {
        double farthest = 0;
        for (Point centre : centres) {
            farthest = Math.max(farthest, Math.max(Math.abs(centre.x()), Math.abs(centre.y())));
        }
        return farthest + DEVIATIONS_SHOWN * deviation;
    }

    /**
     * The mode nearest to a point: an index into {@link #centres()}, the first one of equals.
     * Points that are not finite are nearest to mode 0.
     */
    public int nearest(double x, double y) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int mode = 0; mode < centres.size(); mode++) {
            double squared = squaredDistance(mode, x, y);
            if (squared < least) {
                least = squared;
                nearest = mode;
            }
        }
        return nearest;
    }

    /**
     * Whether a point lies less than some deviations from the centre of a mode; never at exactly
     * that distance, and never for points that are not finite.
     *
     * @param mode an index into {@link #centres()}
     * @param deviations at least 0
     */
    public boolean isWithin(int mode, double x, double y, double deviations) {
        double radius = deviations * deviation;
        return squaredDistance(mode, x, y) < radius * radius;
    }

    private double squaredDistance(int mode, double x, double y) {
        Point centre = centres.get(mode);
        double dx = x - centre.x();
        double dy = y - centre.y();
        return dx * dx + dy * dy;
    }
}

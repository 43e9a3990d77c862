package galatea.points;

import java.util.random.RandomGenerator;

/**
 * A spiral of one and a half turns, as in the toy data of WGAN-GP (arXiv:1704.00028): {@code (t cos
 * t, t sin t)} for {@code t = 1.5 pi (1 + 2u)}, u uniform in [0, 1), with normal noise of deviation
 * 0.25 along each axis; all divided by 3 pi, so that the radius grows from 0.5 to 1.5.
 */
public final class SwissRoll implements PointSource {
    private static final double SCALE = 3 * Math.PI;

    /** The standard deviation along each axis around the spiral. */
    static final double DEVIATION = 0.25 / SCALE;

    @Override
    public String name() {
        return "swissroll";
    }

    @Override
    public void draw(RandomGenerator random, float[] xy) {
        int n = Points.count("xy", xy, 0);
        for (int i = 0; i < n; i++) {
            double t = 1.5 * Math.PI * (1 + 2 * random.nextDouble());
            double x = t * StrictMath.cos(t) / SCALE;
            double y = t * StrictMath.sin(t) / SCALE;
            xy[2 * i] = (float) (x + DEVIATION * random.nextGaussian());
            xy[2 * i + 1] = (float) (y + DEVIATION * random.nextGaussian());
        }
    }

    @Override
    public double extent() {
        return 1.5 + 5 * DEVIATION;
    }
}

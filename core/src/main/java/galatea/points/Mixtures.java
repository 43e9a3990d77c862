package galatea.points;

import java.util.ArrayList;
import java.util.List;

/** Mixtures on rings and grids, with those of the literature. */
public final class Mixtures {
    private static final double EGAN_RING = 1.414; // as rounded in the code of the paper
    private static final double EGAN_GRID = 2.828;

    private static final List<Mixture> PRESETS =
            List.of(
                    ring("ring8-egan", 8, 2 / EGAN_RING, 0.02 / EGAN_RING),
                    grid("grid25-egan", 5, 2 / EGAN_GRID, 0.05 / EGAN_GRID),
                    ring("ring8-pac", 8, 1, 0.01),
                    grid("grid25-pac", 5, 2, 0.05),
                    ring("ring8-radboud", 8, 2, 0.02),
                    grid("grid25-radboud", 5, 1, 0.05));

    private Mixtures() {}

    /**
     * The mixtures of the literature: {@code -egan} as in E-GAN (arXiv:1803.00657) and WGAN-GP
     * (arXiv:1704.00028), {@code -pac} as in VEEGAN (arXiv:1705.07761) and PacGAN
     * (arXiv:1712.04086), {@code -radboud} as in a replication of E-GAN at Radboud University.
     */
    public static List<Mixture> presets() {
        return PRESETS;
    }

    /**
     * Centres evenly around the origin, the first one on the positive x axis, then
     * counterclockwise.
     *
     * @param modes at least 1
     * @param radius distance of each centre from the origin
     * @param deviation see {@link Mixture#deviation()}
     */
    public static Mixture ring(String name, int modes, double radius, double deviation) {
        List<Point> centres = new ArrayList<>();
        for (int k = 0; k < modes; k++) {
            double angle = 2 * Math.PI * k / modes;
            centres.add(new Point(radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)));
        }
        return new Mixture(name, centres, deviation);
    }

    /**
     * Centres on a square grid around the origin, column after column.
     *
     * @param side centres along each axis, at least 1
     * @param spacing distance of neighbouring centres
     * @param deviation see {@link Mixture#deviation()}
     */
    public static Mixture grid(String name, int side, double spacing, double deviation) {
        List<Point> centres = new ArrayList<>();
        double middle = (side - 1) / 2.0;
        for (int column = 0; column < side; column++) {
            for (int row = 0; row < side; row++) {
                centres.add(new Point((column - middle) * spacing, (row - middle) * spacing));
            }
        }
        return new Mixture(name, centres, deviation);
    }
}

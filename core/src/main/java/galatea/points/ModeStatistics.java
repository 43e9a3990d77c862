package galatea.points;

/**
 * How well points cover the modes of a {@link Mixture}, in the measures of VEEGAN
 * (arXiv:1705.07761) and PacGAN (arXiv:1712.04086).
 *
 * <p>A point is of high quality if it lies less than three deviations from the nearest centre (of a
 * perfect sampler, 0.98889 do; less than four, 0.99966). The histogram p counts the points of high
 * quality by their nearest centre; u is the uniform distribution over the modes; logarithms are
 * natural. If no point is of high quality, p is undefined, and {@code jsd}, {@code reverseKl} and
 * {@code entropy} have the worst values there are: ln 2, ln K and 0.
 *
 * <p>A perfect sampler of n points has a reverse KL of about (K - 1) / 2n and a JSD of about (K -
 * 1) / 8n: smaller values mean nothing.
 *
 * @param modes K, of the mixture
 * @param modesCovered how many have at least one point of high quality
 * @param modesCoveredWell how many have at least {@link #WELL} points of high quality
 * @param highQualityShare of all points, those less than three deviations from a centre; in [0, 1]
 * @param highQualityShare4 of all points, those less than four deviations from a centre; in [0, 1]
 * @param jsd Jensen-Shannon divergence of p and u, in [0, ln 2] nats
 * @param reverseKl KL(p‖u), in [0, ln K] nats
 * @param entropy of p, in [0, ln K] nats
 */
public record ModeStatistics(
        int modes,
        int modesCovered,
        int modesCoveredWell,
        double highQualityShare,
        double highQualityShare4,
        double jsd,
        double reverseKl,
        double entropy) {

    /** From how many points of high quality on a mode is covered well. */
    public static final int WELL = 20;

    /**
     * Measures points.
     *
     * @param xy [n, 2] row-major, n at least 1; points that are not finite are never of high
     *     quality
     */
    public static ModeStatistics of(Mixture mixture, float[] xy) {
        int n = Points.count("xy", xy, 1);
        int[] counts = new int[mixture.modes()];
        int within4 = 0;
        for (int i = 0; i < n; i++) {
            float x = xy[2 * i];
            float y = xy[2 * i + 1];
            int mode = mixture.nearest(x, y);
            counts[mode] += mixture.isWithin(mode, x, y, 3) ? 1 : 0;
            within4 += mixture.isWithin(mode, x, y, 4) ? 1 : 0;
        }
        return of(counts, n, within4 / (double) n);
    }

    private static ModeStatistics of(int[] counts, int n, double share4) {
        int covered = 0;
        int well = 0;
        int good = 0;
        for (int count : counts) {
            covered += count >= 1 ? 1 : 0;
            well += count >= WELL ? 1 : 0;
            good += count;
        }
        return new ModeStatistics(
                counts.length,
                covered,
                well,
                good / (double) n,
                share4,
                good == 0 ? StrictMath.log(2) : Histograms.jsd(counts),
                good == 0 ? StrictMath.log(counts.length) : Histograms.reverseKl(counts),
                good == 0 ? 0 : Histograms.entropy(counts));
    }
}

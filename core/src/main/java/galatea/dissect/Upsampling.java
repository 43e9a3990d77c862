package galatea.dissect;

/**
 * Bilinear interpolation of square feature maps to the size of square label maps, with half-pixel
 * centres: target t lies at (t + ½) · S/T − ½.
 *
 * <p>Sums are taken in double precision: where T/S is a power of two they are exact, so that equal
 * features stay equal. Safe for use by several threads.
 */
public final class Upsampling {
    /** What lies outside a feature map. */
    public enum Edge {
        /** Its border repeated, as in gandissect. */
        BORDER,
        /** Zeros, as in the successor of gandissect: borders fade to three quarters at T = 2S. */
        ZEROS
    }

    private final int source;
    private final int target;
    private final int[] low; // first of two taps, by target
    private final int[] high; // second tap
    private final double[] lowWeight;
    private final double[] highWeight;

    /**
     * @param source S, height and width of the features, at least 1
     * @param target T, height and width of the label maps, at least 1
     */
    public Upsampling(int source, int target, Edge edge) {
        if (source < 1 || target < 1) {
            throw new IllegalArgumentException(
                    "source and target must be at least 1: %d, %d".formatted(source, target));
        }
        this.source = source;
        this.target = target;
        low = new int[target];
        high = new int[target];
        lowWeight = new double[target];
        highWeight = new double[target];
        for (int t = 0; t < target; t++) {
            double at = (t + 0.5) * source / target - 0.5;
            int floor = (int) Math.floor(at);
            double share = at - floor;
            low[t] = Math.max(floor, 0);
            high[t] = Math.min(floor + 1, source - 1);
            lowWeight[t] = edge == Edge.ZEROS && floor < 0 ? 0 : 1 - share;
            highWeight[t] = edge == Edge.ZEROS && floor + 1 >= source ? 0 : share;
        }
    }

    /** Number of values of a result, T². */
    public int size() {
        return target * target;
    }

    /**
     * Interpolates one feature map.
     *
     * @param maps many feature maps [S, S], one after the other
     * @param offset where the one begins
     * @param result [T, T]
     */
    public void apply(float[] maps, int offset, float[] result) {
        if (source == target) {
            System.arraycopy(maps, offset, result, 0, size());
            return;
        }
        double[][] rows = new double[source][]; // stretched
        for (int y = 0; y < source; y++) {
            rows[y] = stretched(maps, offset + y * source);
        }
        for (int y = 0; y < target; y++) {
            double[] above = rows[low[y]];
            double[] below = rows[high[y]];
            for (int x = 0; x < target; x++) {
                result[y * target + x] =
                        (float) (lowWeight[y] * above[x] + highWeight[y] * below[x]);
            }
        }
    }

    private double[] stretched(float[] maps, int row) {
        double[] result = new double[target];
        for (int x = 0; x < target; x++) {
            result[x] = lowWeight[x] * maps[row + low[x]] + highWeight[x] * maps[row + high[x]];
        }
        return result;
    }
}

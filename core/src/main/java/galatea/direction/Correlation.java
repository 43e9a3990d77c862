package galatea.direction;

/**
 * A correlation with its 95 % interval, by Fisher's transformation.
 *
 * @param value r, in [−1, 1]
 * @param low lower end of the interval
 * @param high upper end
 */
public record Correlation(double value, double low, double high) {
    private static final double Z = 1.959963984540054; // of a normal distribution, 97.5 %

    /**
     * Of paired numbers: 0 where one of them never changes.
     *
     * @param x at least 4
     * @param y as many
     */
    static Correlation of(double[] x, double[] y) {
        double meanX = mean(x);
        double meanY = mean(y);
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }
        double r = xx > 0 && yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))) : 0;
        double z = Math.log((1 + r) / (1 - r)) / 2;
        double margin = Z / Math.sqrt(x.length - 3.0);
        return new Correlation(r, Math.tanh(z - margin), Math.tanh(z + margin));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}

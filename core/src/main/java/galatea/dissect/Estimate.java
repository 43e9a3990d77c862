package galatea.dissect;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * A number measured on a sample of pictures, with its interval.
 *
 * <p>The interval is the standard one of the bootstrap, value ± z · (standard deviation of the
 * resampled values). Percentiles would be wrong here: a resampled set has fewer different pictures,
 * which moves every Fréchet distance up.
 *
 * @param value the number
 * @param low lower end of its interval
 * @param high upper end
 */
public record Estimate(double value, double low, double high) {
    /**
     * Of resampled values.
     *
     * @param error share of such intervals that may miss, in (0, 1), such as 0.05
     */
    static Estimate of(double value, double[] resampled, double error) {
        double z = new NormalDistribution().inverseCumulativeProbability(1 - error / 2);
        double margin = z * Math.sqrt(StatUtils.variance(resampled));
        return new Estimate(value, value - margin, value + margin);
    }
}

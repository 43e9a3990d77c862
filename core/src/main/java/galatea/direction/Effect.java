package galatea.direction;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * What moving along a direction does to a number: the mean of paired differences between the end
 * and the start of the way, over the same pictures.
 *
 * @param name what the number tells
 * @param start its mean at the start
 * @param change mean of end − start
 * @param low lower end of the change's 95 % interval, by Student's t
 * @param high upper end
 */
public record Effect(String name, double start, double change, double low, double high) {
    /**
     * Of paired numbers.
     *
     * @param starts at least 2
     * @param ends as many
     */
    static Effect of(String name, double[] starts, double[] ends) {
        double[] changes = new double[starts.length];
        for (int i = 0; i < changes.length; i++) {
            changes[i] = ends[i] - starts[i];
        }
        int n = changes.length;
        double t = new TDistribution(n - 1.0).inverseCumulativeProbability(0.975);
        double margin = t * Math.sqrt(StatUtils.variance(changes) / n);
        double change = StatUtils.mean(changes);
        return new Effect(name, StatUtils.mean(starts), change, change - margin, change + margin);
    }

    /** Whether the interval excludes no change at all. */
    public boolean isCertain() {
        return low > 0 || high < 0;
    }
}

package galatea.dissect;

/**
 * How artifact units are looked for.
 *
 * @param order which units are suspected first
 * @param share of the pictures, in (0, 0.5], in which a unit is most active; more are taken where a
 *     covariance needs more than F of them, but at most a quarter of the sample
 * @param leastGain share of the distance that the removal of a unit must save, in [0, 1): with
 *     large samples savings are significant that nobody sees
 * @param most units repaired at most, at least 1
 * @param patience suspects that may prove harmless before the search ends, at least 1
 * @param bootstraps resamplings behind an interval, in [20, 100000]
 * @param seed of resampling, and of the choice of units to compare with
 */
public record ArtifactOptions(
        Order order,
        double share,
        double leastGain,
        int most,
        int patience,
        int bootstraps,
        long seed) {
    /** Which units are suspected first. */
    public enum Order {
        /** The Fréchet distance of the pictures in which they are most active (Bau et al. 2018). */
        DISTANCE,
        /**
         * Those that are above 0 in at most 30 % of their cells, rarest first (Choi et al. 2022).
         */
        RARITY
    }

    /** Checks the ranges. */
    public ArtifactOptions {
        require(share > 0 && share <= 0.5, "share must be in (0, 0.5]", share);
        require(leastGain >= 0 && leastGain < 1, "leastGain must be in [0, 1)", leastGain);
        require(most >= 1, "most must be at least 1", most);
        require(patience >= 1, "patience must be at least 1", patience);
        require(
                bootstraps >= 20 && bootstraps <= 100_000,
                "bootstraps must be in [20, 100000]",
                bootstraps);
    }

    private static void require(boolean condition, String rule, Object value) {
        if (!condition) {
            throw new IllegalArgumentException(rule + ": " + value);
        }
    }

    /** By distance, 5 % of the pictures, a gain of 2 %, 20 units, patience 10, 100 resamplings. */
    public static ArtifactOptions defaults() {
        return new ArtifactOptions(Order.DISTANCE, 0.05, 0.02, 20, 10, 100, 0);
    }

    /** The same with another order, least gain and ends of the search. */
    public ArtifactOptions withSearch(
            Order newOrder, double newLeastGain, int newMost, int newPatience) {
        return new ArtifactOptions(
                newOrder, share, newLeastGain, newMost, newPatience, bootstraps, seed);
    }

    /** In how many pictures of a sample a unit is looked at. */
    int peakPictures(int pictures, int features) {
        int wanted = Math.max((int) Math.ceil(share * pictures), features + 1);
        int allowed = Math.max((int) Math.ceil(share * pictures), pictures / 4);
        return Math.max(2, Math.min(wanted, allowed));
    }

    /** Share of the intervals that may miss so that of all in a search only 5 % do (Bonferroni). */
    double errorPerSuspect() {
        return 0.05 / (most + patience);
    }
}

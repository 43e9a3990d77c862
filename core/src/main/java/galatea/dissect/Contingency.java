package galatea.dissect;

/**
 * How often a unit is active and a class present, over the pixels of a sample.
 *
 * @param both pixels where the unit is active and the class present
 * @param active pixels where the unit is active
 * @param present pixels of the class
 * @param total all pixels
 */
public record Contingency(long both, long active, long present, long total) {
    /** Intersection over union (eqn 2 of Bau et al. 2018); 0 if the union is empty. */
    public double iou() {
        long union = active + present - both;
        return union == 0 ? 0 : (double) both / union;
    }

    /** Information quality ratio I/H (Wijaya et al. 2017), in [0, 1]; 0 where H is 0. */
    public double iqr() {
        double entropy = jointEntropy();
        return entropy == 0 ? 0 : mutualInformation() / entropy;
    }

    /** Share of pixels where unit and class agree, both there or both absent. */
    public double agreement() {
        return share(both + neither());
    }

    /** How many times as often as by chance both are there; 0 where one never is. */
    public double lift() {
        double byChance = share(active) * share(present);
        return byChance == 0 ? 0 : share(both) / byChance;
    }

    /** I of the two, in nats. */
    public double mutualInformation() {
        return information(both, active, present)
                + information(active - both, active, total - present)
                + information(present - both, total - active, present)
                + information(neither(), total - active, total - present);
    }

    /** H of the two together, in nats. */
    public double jointEntropy() {
        return surprise(both)
                + surprise(active - both)
                + surprise(present - both)
                + surprise(neither());
    }

    private long neither() {
        return total - active - present + both;
    }

    private double share(long count) {
        return total == 0 ? 0 : (double) count / total;
    }

    /** p ln(p / (row · column)). */
    private double information(long count, long row, long column) {
        return count == 0
                ? 0
                : share(count) * Math.log(share(count) / (share(row) * share(column)));
    }

    /** −p ln p. */
    private double surprise(long count) {
        return count == 0 ? 0 : -share(count) * Math.log(share(count));
    }
}

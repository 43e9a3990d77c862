package galatea.dissect;

import java.util.List;

/**
 * Where a thing can be put: what happens when units are set to values at one feature cell at a time
 * (Bau et al. 2018, section 4.3).
 *
 * @param insertion what was inserted
 * @param className the class whose pixels are counted
 * @param contexts by the class under the cell before, in class order; only those met
 * @param added pixels of the class won by an insertion at each cell, on average over pictures: [R,
 *     R] of the layer, NaN where none was made
 * @param fading how the edit fades through the later layers, in order, and last in the picture
 */
public record InsertionMap(
        UnitEdit insertion,
        String className,
        List<Context> contexts,
        double[] added,
        List<Fading> fading) {
    /** Copies the lists. */
    public InsertionMap {
        contexts = List.copyOf(contexts);
        fading = List.copyOf(fading);
    }

    /**
     * Insertions on things of one class.
     *
     * @param name of the class that most of the cell showed before
     * @param cells how many insertions
     * @param added pixels of the inserted class won by all of them, in the whole pictures
     * @param perCell 95 % interval of added / cells, over pictures
     */
    public record Context(String name, int cells, long added, Interval perCell) {
        /** Pixels won by one insertion, on average. */
        public double mean() {
            return (double) added / cells;
        }
    }

    /**
     * What is left of the edit in a layer: Σ |r' − r| / Σ |r| over its features.
     *
     * @param layer name, or {@code picture}
     * @param accepted on average over insertions after which there was more of the class; NaN if
     *     there was none
     * @param refused on average over the others: it fades faster; NaN if there was none
     */
    public record Fading(String layer, double accepted, double refused) {}
}

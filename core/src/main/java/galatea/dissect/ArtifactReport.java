package galatea.dissect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search for artifact units found: the contents of {@code artifacts.json}.
 *
 * <p>All distances are Fréchet distances d² from real pictures by one encoder: comparable with each
 * other, not with those of another encoder, sample size or number of peak pictures.
 *
 * @param version of this layout
 * @param network what was looked at: hash of the network, options, latents
 * @param encoder what features are
 * @param pictures in each sample
 * @param peakPictures in which a unit was looked at for its rank
 * @param ranking the units looked at, the most suspected first
 * @param verdicts the suspects that were tried, in that order; empty for given units
 * @param outcome what the repair changes on a sample that nothing was chosen on; null if nothing is
 *     to be repaired
 */
public record ArtifactReport(
        int version,
        String network,
        String encoder,
        int pictures,
        int peakPictures,
        List<RankedUnit> ranking,
        List<Verdict> verdicts,
        @Nullable Outcome outcome) {
    /** The present layout. */
    public static final int VERSION = 1;

    /** A unit by the name of its layer and its channel. */
    public record Named(String layer, int unit) {
        static Named of(Unit unit) {
            return new Named(unit.layer().name(), unit.channel());
        }

        @Override
        public String toString() {
            return layer + ":" + unit;
        }
    }

    /**
     * How suspect a unit is.
     *
     * @param distance of the pictures in which it is most active
     * @param activationRate share of its cells above 0
     * @param rare whether that is at most 0.3
     * @param peaks numbers of the pictures in which it is most active, in the search sample
     */
    public record RankedUnit(
            Named unit,
            double distance,
            double activationRate,
            boolean rare,
            List<Integer> peaks) {}

    /**
     * What became of a suspect.
     *
     * @param searchBefore distance of the search sample without it, but with what was kept so far
     * @param searchAfter the same without the unit
     * @param gain how much smaller its ablation makes the distance of a second sample; null where
     *     it does not make the first one's smaller
     * @param kept whether the interval of the gain lies above 0 and the gain is not too little
     */
    public record Verdict(
            Named unit,
            double searchBefore,
            double searchAfter,
            @Nullable Estimate gain,
            boolean kept) {}

    /**
     * A repair, measured on a third sample.
     *
     * @param units that are ablated
     * @param before distance of the generator
     * @param after distance without the units
     * @param gain how much smaller it is
     * @param control as many units of the same layers, chosen by chance
     * @param controlAfter distance without those
     * @param controlGain how much smaller that is
     * @param changed share of the pictures that differ by more than 8 of 255 levels somewhere
     * @param controlChanged the same without the control units
     */
    public record Outcome(
            List<Named> units,
            Estimate before,
            Estimate after,
            Estimate gain,
            List<Named> control,
            Estimate controlAfter,
            Estimate controlGain,
            double changed,
            double controlChanged) {}
}

package galatea.evolve;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Statistics of a stretch of an evolution; means over its generations, NaN where there is nothing
 * to average.
 *
 * @param generation generations so far
 * @param realsSeen real pictures or points taken so far
 * @param lod level of detail now
 * @param resolution current resolution
 * @param learningRate Adam's η now
 * @param lossD adversarial loss of the discriminator
 * @param penalty its gradient penalties, weighted
 * @param scoreReal mean score of the reals
 * @param scoreFake mean score of the fakes
 * @param survivor fitness of the fittest survivor
 * @param fitness its F
 * @param rankCorrelation Kendall's τ between the children's Fq and Fd: at 1 both terms rank alike,
 *     at −1 they contradict each other and γ decides
 * @param survivorShares share of each mutation among the survivors, by label
 * @param deaths children that died of numbers that are not finite, since started or resumed
 * @param generationsPerSecond over this tick, saving left out
 * @param secondsTotal wall-clock seconds since the run was started or resumed
 */
public record EvolutionTick(
        long generation,
        long realsSeen,
        double lod,
        int resolution,
        double learningRate,
        double lossD,
        double penalty,
        double scoreReal,
        double scoreFake,
        Fitness survivor,
        double fitness,
        double rankCorrelation,
        Map<String, Double> survivorShares,
        long deaths,
        double generationsPerSecond,
        double secondsTotal) {

    /** Copies the map, order kept. */
    public EvolutionTick {
        survivorShares = Collections.unmodifiableMap(new LinkedHashMap<>(survivorShares));
    }
}

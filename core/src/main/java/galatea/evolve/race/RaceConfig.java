package galatea.evolve.race;

import galatea.evolve.EvolutionConfig;
import galatea.model.mlp.MlpConfig;
import java.util.HashSet;
import java.util.List;

/**
 * What is compared, and how.
 *
 * @param base what all racers share; its generations are those of {@code evolve}
 * @param racers with different names
 * @param seeds how many; they are the base's seed and those that follow
 * @param budget what is equal
 */
public record RaceConfig(EvolutionConfig base, List<Racer> racers, int seeds, Budget budget) {

    /** What all racers get the same of. */
    public enum Budget {
        /** As many generations. */
        GENERATIONS,
        /** As many multiply-adds as the base takes, so cheaper methods get more generations. */
        ARITHMETIC
    }

    /** Checks the ranges, and that every racer can do with what is shared. */
    public RaceConfig {
        racers = List.copyOf(racers);
        if (racers.isEmpty()
                || new HashSet<>(racers.stream().map(Racer::name).toList()).size()
                        < racers.size()) {
            throw new IllegalArgumentException(
                    "methods must be at least one, each once: "
                            + racers.stream().map(Racer::name).toList());
        }
        if (seeds < 1) {
            throw new IllegalArgumentException("seeds must be at least 1: " + seeds);
        }
        if (!(base.network() instanceof MlpConfig)) {
            throw new IllegalArgumentException(
                    "a race needs toy data, whose modes can be counted: "
                            + base.network().family());
        }
        racers.forEach(racer -> base.with(racer.rules(), base.generations(), base.seed()));
    }

    /** The evolution of a racer with the n-th seed. */
    EvolutionConfig evolution(Racer racer, int n) {
        long seed = base.seed() + n;
        EvolutionConfig equal = base.with(racer.rules(), base.generations(), seed);
        if (budget == Budget.GENERATIONS) {
            return equal;
        }
        double share = Cost.ofGeneration(base) / Cost.ofGeneration(equal);
        long length = Math.max(1, Math.round(base.generations() * share));
        return base.with(racer.rules(), length, seed);
    }
}

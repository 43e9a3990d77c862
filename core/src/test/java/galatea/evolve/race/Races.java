package galatea.evolve.race;

import galatea.evolve.EvolutionConfig;
import galatea.evolve.EvolutionPreset;
import galatea.evolve.EvolutionRules;
import galatea.evolve.PointMetrics;
import galatea.evolve.race.RaceConfig.Budget;
import galatea.model.NetworkConfig;
import galatea.model.mlp.MlpConfig;
import galatea.points.Mixture;
import galatea.points.Mixtures;
import galatea.points.ModeStatistics;
import galatea.train.AdversarialLoss;
import galatea.train.Augmentation;
import galatea.train.Objective;
import galatea.train.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Tiny races and made-up results. */
final class Races {
    static final EvolutionRules RULES = EvolutionPreset.GALATEA.rules(true);

    private Races() {}

    static Mixture ring() {
        return Mixtures.presets().get(0);
    }

    /** An evolution of points with a batch of 64 and seed 3. */
    static EvolutionConfig evolution(NetworkConfig network, EvolutionRules rules, int generations) {
        return new EvolutionConfig(
                network,
                new Objective(AdversarialLoss.NON_SATURATING, 0, 1, 0, 0),
                rules,
                Schedule.fixed(network.resolution(), 64, 1e-3),
                0,
                0.5,
                0.99,
                Augmentation.NONE,
                false,
                generations,
                3);
    }

    /** Of tiny networks. */
    static RaceConfig config(int generations, int seeds, Budget budget, String... methods) {
        List<Racer> racers =
                Arrays.stream(methods)
                        .flatMap(name -> Racer.of(name, RULES, List.of(), List.of()).stream())
                        .toList();
        return new RaceConfig(
                evolution(new MlpConfig(2, 2, 4, 1), RULES, generations), racers, seeds, budget);
    }

    /** A result with a metric of the same numbers all the way. */
    static RaceResult result(String racer, long seed, double jsd, double... shares) {
        RaceResult.Measure[] history = new RaceResult.Measure[shares.length];
        for (int i = 0; i < shares.length; i++) {
            history[i] = new RaceResult.Measure(10L * (i + 1), metrics(jsd, shares[i]));
        }
        return new RaceResult(
                racer,
                seed,
                10L * shares.length,
                1.5,
                List.of(history),
                Map.of("minimax", 0.25, "heuristic", 0.75));
    }

    static PointMetrics metrics(double jsd, double share) {
        return new PointMetrics(new ModeStatistics(8, 7, 6, share, share, jsd, 0.1, 2), jsd / 2);
    }
}

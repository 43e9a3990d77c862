package galatea.evolve.race;

import galatea.evolve.EvolutionConfig;
import galatea.evolve.EvolutionRules;
import galatea.model.mlp.MlpConfig;
import galatea.train.Objective;

/**
 * Arithmetic of a generation of perceptrons, in multiply-adds.
 *
 * <p>With G and D those of one forward pass for one point, a backward pass for the weights or for
 * the input costs as much again. A step of the discriminator takes G + 2 · 3 D per fake, R1 a pass
 * of its own and back through it, 3 D, at each step that has it, and the other penalties, which run
 * the network once more, 6 D; a child takes 3 G + 2 D; judging takes G + 3 D per point, and 3 D per
 * real one, once for all.
 */
final class Cost {
    private Cost() {}

    /** Passes for the penalties of a step of the discriminator, per real or fake. */
    private static double penalties(EvolutionConfig config) {
        Objective objective = config.objective();
        double r1 = objective.r1Gamma() > 0 ? 3.0 / objective.r1Interval() : 0;
        double r2 = objective.r2Gamma() > 0 ? 6 : 0;
        return r1 + r2 + (objective.gradientPenalty() > 0 ? 6 : 0);
    }

    /** Multiply-adds of one generation. */
    static double ofGeneration(EvolutionConfig config) {
        MlpConfig network = (MlpConfig) config.network();
        EvolutionRules rules = config.rules();
        double g = network.generatorMultiplyAdds();
        double d = network.discriminatorMultiplyAdds();
        double m = config.schedule().batch();
        double cost = rules.discriminatorSteps() * m * (g + 6 * d + penalties(config) * d);
        cost += rules.children() * m * (3 * g + 2 * d);
        if (rules.judges()) {
            int judged = rules.children() + (rules.plus() ? rules.parents() : 0);
            cost += rules.evaluationBatch() * (judged * (g + 3 * d) + 3 * d);
        }
        return cost;
    }
}

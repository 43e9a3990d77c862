package galatea.evolve.race;

import galatea.evolve.EvolutionConfig;
import galatea.evolve.EvolutionRules;
import galatea.model.mlp.MlpConfig;

/**
 * Arithmetic of a generation of perceptrons, in multiply-adds.
 *
 * <p>With G and D those of one forward pass for one point, a backward pass for the weights or for
 * the input costs as much again. A step of the discriminator takes G + 2 · 3 D per fake; a child
 * takes 3 G + 2 D; judging takes G + 3 D per point, and 3 D per real one, once for all.
 */
final class Cost {
    private Cost() {}

    /** Multiply-adds of one generation. */
    static double ofGeneration(EvolutionConfig config) {
        MlpConfig network = (MlpConfig) config.network();
        EvolutionRules rules = config.rules();
        double g = network.generatorMultiplyAdds();
        double d = network.discriminatorMultiplyAdds();
        double m = config.schedule().batch();
        double cost = rules.discriminatorSteps() * m * (g + 6 * d);
        cost += rules.children() * m * (3 * g + 2 * d);
        if (rules.judges()) {
            int judged = rules.children() + (rules.plus() ? rules.parents() : 0);
            cost += rules.evaluationBatch() * (judged * (g + 3 * d) + 3 * d);
        }
        return cost;
    }
}

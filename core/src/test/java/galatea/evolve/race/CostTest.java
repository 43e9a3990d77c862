package galatea.evolve.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import galatea.evolve.EvolutionConfig;
import galatea.evolve.EvolutionRules;
import galatea.evolve.Fitness;
import galatea.evolve.Selection;
import galatea.model.mlp.MlpConfig;
import galatea.train.AdversarialLoss;
import galatea.train.Objective;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostTest {
    private static final MlpConfig WIDE = new MlpConfig(2, 2, 128, 3);

    /**
     * Floating-point operations of a generation, twice the multiply-adds, by an independent count
     * in whole millions: three mutations, one parent, batches of 64. That count is rounded and does
     * not know biases; so 4 %.
     */
    @ParameterizedTest
    @CsvSource({
        "64, 2, 64, 1, 20",
        "64, 2, 64, 2, 24",
        "64, 3, 64, 1, 40",
        "64, 3, 64, 2, 47",
        "100, 3, 64, 1, 96",
        "100, 3, 64, 2, 115",
        "128, 3, 64, 1, 157",
        "128, 3, 64, 2, 187",
        "128, 3, 256, 1, 348",
        "128, 3, 256, 2, 378"
    })
    void agreesWithAnIndependentCount(
            int width, int depth, int evaluated, int steps, double millions) {
        MlpConfig network = new MlpConfig(2, 2, width, depth);
        double flops = 2 * cost(network, rules(steps, evaluated, false)) / 1e6;
        assertThat(flops / millions).isCloseTo(1, within(0.04));
    }

    /** A plain GAN of 128 × 3 takes 51 million, less than a third of an evolution. */
    @Test
    void oneMutationIsAPlainGan() {
        EvolutionRules plain = rules(1, 64, false).withMutations(List.of("heuristic"));
        assertThat(2 * cost(WIDE, plain) / 51e6).isCloseTo(1, within(0.04));
        assertThat(cost(WIDE, rules(1, 64, false)) / cost(WIDE, plain)).isCloseTo(3.1, within(0.1));
    }

    /** One unit and no depth: G has 2 + 2 and D has 2 + 1 multiply-adds for a point. */
    @Test
    void canBeDoneByHand() {
        MlpConfig network = new MlpConfig(2, 2, 1, 1);
        EvolutionRules rules = rules(1, 10, false);
        double discriminator = 64 * (4 + 6 * 3);
        double children = 3 * 64 * (3 * 4 + 2 * 3);
        double judging = 10 * (3 * (4 + 3 * 3) + 3 * 3);
        assertThat(cost(network, rules)).isEqualTo(discriminator + children + judging);
    }

    /** 3 D per real for R1 at every step; lazily, as rarely as it is taken. */
    @Test
    void penaltiesCostPassesThroughTheDiscriminator() {
        double d = 64 * WIDE.discriminatorMultiplyAdds();
        double none = cost(new Objective(AdversarialLoss.NON_SATURATING, 0, 1, 0, 0));
        double r1 = cost(new Objective(AdversarialLoss.NON_SATURATING, 0.1, 1, 0, 0));
        double lazy = cost(new Objective(AdversarialLoss.NON_SATURATING, 0.1, 3, 0, 0));
        double wgan = cost(new Objective(AdversarialLoss.WASSERSTEIN, 0, 1, 0, 10));
        assertThat(r1 - none).isCloseTo(3 * d, within(1e-6));
        assertThat(lazy - none).isCloseTo(d, within(1e-6));
        assertThat(wgan - none).isCloseTo(6 * d, within(1e-6));
    }

    private static double cost(Objective objective) {
        EvolutionConfig c = Races.evolution(WIDE, rules(1, 64, false), 1);
        return Cost.ofGeneration(
                new EvolutionConfig(
                        c.network(),
                        objective,
                        c.rules(),
                        c.schedule(),
                        c.decay(),
                        c.beta1(),
                        c.beta2(),
                        c.augmentation(),
                        c.mirror(),
                        c.generations(),
                        c.seed()));
    }

    /** Random survivors are judged like others. */
    @Test
    void selectionCostsNothing() {
        EvolutionRules rules = rules(1, 64, false);
        assertThat(cost(WIDE, rules.withSelection(Selection.RANDOM))).isEqualTo(cost(WIDE, rules));
    }

    @Test
    void parentsThatCompeteAreJudgedToo() {
        double more = cost(WIDE, rules(1, 64, true)) - cost(WIDE, rules(1, 64, false));
        double judging = WIDE.generatorMultiplyAdds() + 3.0 * WIDE.discriminatorMultiplyAdds();
        assertThat(more).isCloseTo(64 * judging, within(1e-6));
    }

    private static double cost(MlpConfig network, EvolutionRules rules) {
        return Cost.ofGeneration(Races.evolution(network, rules, 1));
    }

    private static EvolutionRules rules(int steps, int evaluated, boolean plus) {
        EvolutionRules r = Races.RULES;
        return new EvolutionRules(
                r.mutations(),
                1,
                steps,
                evaluated,
                Fitness.Rule.paper(0.5),
                r.selection(),
                plus,
                r.order(),
                r.fakes(),
                r.siblings(),
                r.moments(),
                r.halves(),
                r.sharedLatents());
    }
}

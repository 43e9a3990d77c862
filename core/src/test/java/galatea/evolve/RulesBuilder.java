package galatea.evolve;

import galatea.evolve.EvolutionRules.Fakes;
import galatea.evolve.EvolutionRules.Moments;
import galatea.evolve.EvolutionRules.Order;
import galatea.evolve.EvolutionRules.Siblings;
import java.util.List;

/** The paper's rules with small numbers, and changes to them. */
final class RulesBuilder {
    private List<String> mutations = List.of("minimax", "heuristic", "least-squares");
    private int parents = 1;
    private int discriminatorSteps = 1;
    private int evaluationBatch = 8;
    private Fitness.Rule fitness = Fitness.Rule.paper(0.5);
    private Selection selection = Selection.FITNESS;
    private boolean plus;
    private Order order = Order.DISCRIMINATOR_FIRST;
    private Fakes fakes = Fakes.FRESH;
    private Siblings siblings = Siblings.INDEPENDENT;
    private Moments moments = Moments.INHERITED;
    private boolean halves = true;
    private boolean sharedLatents = true;

    RulesBuilder mutations(String... labels) {
        mutations = List.of(labels);
        return this;
    }

    RulesBuilder parents(int count) {
        parents = count;
        return this;
    }

    RulesBuilder discriminatorSteps(int count) {
        discriminatorSteps = count;
        return this;
    }

    RulesBuilder evaluationBatch(int count) {
        evaluationBatch = count;
        return this;
    }

    RulesBuilder fitness(double gamma, Fitness.Quality quality, Fitness.Diversity diversity) {
        fitness = new Fitness.Rule(gamma, quality, diversity);
        return this;
    }

    RulesBuilder selection(Selection chosen) {
        selection = chosen;
        return this;
    }

    RulesBuilder plus() {
        plus = true;
        return this;
    }

    RulesBuilder generatorsFirst() {
        order = Order.GENERATORS_FIRST;
        return this;
    }

    RulesBuilder survivorsEvaluation() {
        fakes = Fakes.SURVIVORS_EVALUATION;
        return this;
    }

    RulesBuilder chained() {
        siblings = Siblings.CHAINED;
        return this;
    }

    RulesBuilder moments(Moments kind) {
        moments = kind;
        return this;
    }

    RulesBuilder withoutHalves() {
        halves = false;
        return this;
    }

    RulesBuilder separateLatents() {
        sharedLatents = false;
        return this;
    }

    EvolutionRules build() {
        return new EvolutionRules(
                mutations,
                parents,
                discriminatorSteps,
                evaluationBatch,
                fitness,
                selection,
                plus,
                order,
                fakes,
                siblings,
                moments,
                halves,
                sharedLatents);
    }
}

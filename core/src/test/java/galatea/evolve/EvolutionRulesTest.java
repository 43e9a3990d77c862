package galatea.evolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import galatea.evolve.EvolutionRules.Moments;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvolutionRulesTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 65})
    void parentsOutOfRangeAreNamed(int count) {
        assertRefused(new RulesBuilder().parents(count), "parents must be in [1, 64]: " + count);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 101})
    void discriminatorStepsOutOfRangeAreNamed(int count) {
        assertRefused(
                new RulesBuilder().discriminatorSteps(count),
                "discriminatorSteps must be in [1, 100]: " + count);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65537})
    void evaluationBatchesOutOfRangeAreNamed(int count) {
        assertRefused(
                new RulesBuilder().evaluationBatch(count),
                "evaluationBatch must be in [1, 65536]: " + count);
    }

    @Test
    void aMutationAtLeastIsNeeded() {
        assertRefused(
                new RulesBuilder().mutations(), "mutations must be at least one, each once: []");
    }

    @Test
    void noMutationMayComeTwice() {
        assertRefused(
                new RulesBuilder().mutations("minimax", "heuristic", "minimax"),
                "mutations must be at least one, each once: [minimax, heuristic, minimax]");
    }

    @Test
    void mutationsMustExist() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RulesBuilder().mutations("minimax", "maximin").build())
                .withMessageStartingWith("mutation must be one of [")
                .withMessageEndingWith(": maximin");
    }

    /** There is nobody to be judged yet when the discriminator learns first. */
    @Test
    void fakesOfTheEvaluationNeedGeneratorsFirst() {
        assertRefused(
                new RulesBuilder().survivorsEvaluation(),
                "fakes of the survivors' evaluation need the order generators first");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FITNESS")
    void chainsNeedSelectionByFitness(Selection selection) {
        assertRefused(
                new RulesBuilder().chained().selection(selection),
                "chained siblings need selection by fitness among children only: " + selection);
    }

    @Test
    void chainsExcludeCompetingParents() {
        assertRefused(
                new RulesBuilder().chained().plus(),
                "chained siblings need selection by fitness among children only:"
                        + " FITNESS with parents");
    }

    @Test
    void everyParentBreedsByEveryMutation() {
        assertThat(new RulesBuilder().parents(4).build().children()).isEqualTo(12);
    }

    @Test
    void childrenAreJudgedWhereNotAllCanSurvive() {
        assertThat(new RulesBuilder().build().judges()).isTrue();
        assertThat(new RulesBuilder().mutations("minimax").parents(3).build().judges()).isFalse();
        assertThat(new RulesBuilder().mutations("minimax").plus().build().judges()).isTrue();
    }

    @Test
    void rulesKeepTheirOwnListOfMutations() {
        List<String> labels = new ArrayList<>(List.of("minimax", "heuristic"));
        EvolutionRules rules = new RulesBuilder().build().withMutations(labels);
        labels.clear();
        assertThat(rules.mutations()).containsExactly("minimax", "heuristic");
    }

    @Test
    void aChangeLeavesEverythingElse() {
        EvolutionRules theano = EvolutionPreset.THEANO_2018.rules(true);
        assertThat(theano.withGamma(3).withGamma(1)).isEqualTo(theano);
        assertThat(theano.withParents(2).withParents(1)).isEqualTo(theano);
        assertThat(theano.withMutations(List.of("hinge")).withMutations(theano.mutations()))
                .isEqualTo(theano);
        assertThat(theano.withSelection(Selection.FITNESS)).isEqualTo(theano);
    }

    @Test
    void eachChangeIsMade() {
        EvolutionRules rules = new RulesBuilder().moments(Moments.RESET).build();
        assertThat(rules.withGamma(3).fitness().gamma()).isEqualTo(3);
        assertThat(rules.withParents(2).parents()).isEqualTo(2);
        assertThat(rules.withMutations(List.of("hinge")).mutations()).containsExactly("hinge");
        assertThat(rules.withSelection(Selection.PARETO).selection()).isEqualTo(Selection.PARETO);
    }

    private static void assertRefused(RulesBuilder rules, String message) {
        assertThatIllegalArgumentException().isThrownBy(rules::build).withMessage(message);
    }
}

package galatea.evolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import galatea.testing.OneThread;
import galatea.train.Adam;
import galatea.train.GeneratorStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(OneThread.class)
class StandardMutationTest {
    /** Half a unit of the last printed decimal. */
    private static final double PRINTED = 5.1e-10;

    /** The first is the loss, the others its slope by each score. */
    private record Bred(double loss, double... slopes) {}

    /** Columns: l, then value and slope of each objective as the paper writes them. */
    @ParameterizedTest
    @CsvSource({
        "MINIMAX, -4, -.009074964, -.008993105",
        "MINIMAX, -1, -.156630844, -.134470711",
        "MINIMAX, 0, -.346573590, -.25",
        "MINIMAX, 1, -.656630844, -.365529289",
        "MINIMAX, 4, -2.009074964, -.491006895",
        "HEURISTIC, -4, 2.009074964, -.491006895",
        "HEURISTIC, -1, .656630844, -.365529289",
        "HEURISTIC, 0, .346573590, -.25",
        "HEURISTIC, 1, .156630844, -.134470711",
        "HEURISTIC, 4, .009074964, -.008993105",
        "LEAST_SQUARES, -4, .964351084, -.034690042",
        "LEAST_SQUARES, -1, .534446645, -.287469681",
        "LEAST_SQUARES, 0, .25, -.25",
        "LEAST_SQUARES, 1, .072329488, -.105754186",
        "LEAST_SQUARES, 4, .000323504, -.000635370",
        "LEAST_SQUARES_LOGIT, -4, 25, -10",
        "LEAST_SQUARES_LOGIT, -1, 4, -4",
        "LEAST_SQUARES_LOGIT, 0, 1, -2",
        "LEAST_SQUARES_LOGIT, 1, 0, 0",
        "LEAST_SQUARES_LOGIT, 4, 9, 6",
        "WASSERSTEIN, 4, -4, -1",
        "HINGE, -4, 4, -1"
    })
    void childrenMinimiseThePapersObjectives(
            StandardMutation mutation, double score, double value, double slope) {
        Bred bred = bred(mutation, true, score);
        assertThat(bred.loss).isCloseTo(value, within(PRINTED));
        assertThat(bred.slopes[0]).isCloseTo(slope, within(PRINTED));
    }

    @Test
    void logarithmsStayFiniteAtExtremeScores() {
        Bred minimax = bred(StandardMutation.MINIMAX, true, 1000);
        assertThat(minimax.loss).isEqualTo(-500);
        assertThat(minimax.slopes).containsExactly(-0.5);

        Bred heuristic = bred(StandardMutation.HEURISTIC, true, -1000);
        assertThat(heuristic.loss).isEqualTo(500);
        assertThat(heuristic.slopes).containsExactly(-0.5);
    }

    @ParameterizedTest
    @EnumSource
    void everyObjectiveIsFiniteAtExtremeScores(StandardMutation mutation) {
        Bred bred = bred(mutation, true, -1000, 1000);
        assertThat(bred.loss).isFinite();
        assertThat(Numbers.length(bred.slopes)).isFinite();
    }

    /** Nobody knows better than the other where the discriminator does not know at all. */
    @ParameterizedTest
    @EnumSource(names = {"MINIMAX", "HEURISTIC", "LEAST_SQUARES"})
    void threeMutationsPullEquallyWhereTheDiscriminatorIsUndecided(StandardMutation mutation) {
        assertThat(bred(mutation, true, 0).slopes[0]).isCloseTo(-0.25, within(1e-15));
    }

    /** On the probability, the paper's own definition saturates as minimax does. */
    @Test
    void leastSquaresSaturatesOnTheProbabilityOnly() {
        assertThat(bred(StandardMutation.LEAST_SQUARES, true, -20).slopes[0])
                .isBetween(-1e-8, -1e-9);
        assertThat(bred(StandardMutation.LEAST_SQUARES_LOGIT, true, -20).slopes[0]).isEqualTo(-42);
    }

    /** Scores and values of the tests of TF-GAN; those without ½ before the objective. */
    @ParameterizedTest
    @CsvSource({
        "LEAST_SQUARES_LOGIT, false, 35.3925, 1e-12",
        "HEURISTIC, false, 1.38582, 5e-6",
        "HEURISTIC, true, .692910440, 5.1e-10",
        "MINIMAX, false, -4.51082088, 5.1e-9",
        "MINIMAX, true, -2.25541044, 5.1e-9",
        "LEAST_SQUARES, true, .248182698, 5.1e-10",
        "WASSERSTEIN, true, -3.125, 1e-12",
        "HINGE, true, -3.125, 1e-12"
    })
    void batchesGiveTheNumbersOfTfGan(
            StandardMutation mutation, boolean halves, double value, double tolerance) {
        Bred bred = bred(mutation, halves, 10, 4.4, -5.5, 3.6);
        assertThat(bred.loss).isCloseTo(value, within(tolerance));
    }

    @ParameterizedTest
    @EnumSource(names = {"MINIMAX", "HEURISTIC"})
    void halvesScaleTheMutationsOfThePaperThatHaveThem(StandardMutation mutation) {
        Bred half = bred(mutation, true, 0.3, -0.8);
        Bred whole = bred(mutation, false, 0.3, -0.8);
        assertThat(whole.loss).isEqualTo(2 * half.loss);
        assertThat(whole.slopes[1]).isEqualTo(2 * half.slopes[1]);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"MINIMAX", "HEURISTIC"})
    void halvesChangeNoOtherMutation(StandardMutation mutation) {
        assertThat(bred(mutation, false, 0.3, -0.8))
                .usingRecursiveComparison()
                .isEqualTo(bred(mutation, true, 0.3, -0.8));
    }

    @ParameterizedTest
    @CsvSource({
        "MINIMAX, minimax",
        "HEURISTIC, heuristic",
        "LEAST_SQUARES, least-squares",
        "LEAST_SQUARES_LOGIT, least-squares-logit",
        "WASSERSTEIN, wasserstein",
        "HINGE, hinge"
    })
    void mutationsAreFoundByTheirLabels(StandardMutation mutation, String label) {
        assertThat(mutation.label()).isEqualTo(label);
        assertThat(Mutation.of(label)).isSameAs(mutation);
    }

    @Test
    void anUnknownLabelIsAnsweredWithThoseThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mutation.of("MINIMAX"))
                .withMessageStartingWith(
                        "mutation must be one of [minimax, heuristic, least-squares,"
                                + " least-squares-logit, wasserstein, hinge, exponential,")
                .withMessageEndingWith(": MINIMAX");
    }

    @Test
    void aMutationOfAServiceIsFoundByItsLabel() {
        assertThat(Mutation.of("exponential")).isInstanceOf(TestMutations.Exponential.class);
    }

    @Test
    void labelsAreUnique() {
        assertThat(Mutation.all()).extracting(Mutation::label).doesNotHaveDuplicates();
    }

    @Test
    void aMutationOfAServiceBreedsAGeneration() {
        RulesBuilder rules = new RulesBuilder().mutations("exponential", "heuristic");
        try (EvolutionTrainer trainer =
                new EvolutionTrainer(TinyEvolution.config(TinyEvolution.plane(), rules), 1)) {
            GenerationReport.Individual child =
                    TinyEvolution.generation(trainer).individuals().get(0);
            assertThat(child.mutation()).isEqualTo("exponential");
            assertThat(child.alive()).isTrue();
            assertThat(child.loss()).isPositive();
        }
    }

    /** A child of points whose scores are the points themselves, before its step. */
    private static Bred bred(Mutation mutation, boolean halves, double... scores) {
        RulesBuilder rules = halves ? new RulesBuilder() : new RulesBuilder().withoutHalves();
        EvolutionConfig config = TinyEvolution.config(PointsGenerator.NUMBERS, rules);
        try (LogisticDiscriminator identity = new LogisticDiscriminator(1, 0);
                Individual parent = individual(scores);
                Individual child = individual(scores)) {
            GeneratorStep.Report report =
                    new Breeder(config, identity)
                            .breed(child, parent, mutation, null, new Stage(0, 0.1), 1);
            return new Bred(report.loss(), Numbers.gradient(child.generator().parameters()));
        }
    }

    private static Individual individual(double... points) {
        PointsGenerator generator = new PointsGenerator(PointsGenerator.NUMBERS, points);
        return new Individual(generator, new Adam(generator.parameters(), 0.5, 0.99, 1e-8));
    }
}

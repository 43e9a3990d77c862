package galatea.evolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import galatea.evolve.EvolutionRules.Moments;
import galatea.model.mlp.MlpConfig;
import galatea.model.mlp.MlpDiscriminator;
import galatea.testing.OneThread;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import galatea.train.Adam;
import galatea.train.Augmentation;
import galatea.train.DiscriminatorStep;
import galatea.train.GeneratorStep;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One generation followed by hand: a generator of the single point θ = −1, D(x) = σ(x), one real at
 * 2, plain gradient steps of rate ½.
 */
@ExtendWith(OneThread.class)
class BreederTest {
    private static final double PRINTED = 5.1e-10;
    private static final double ALPHA = 2e-4;

    /** So large an ε that Adam's step is that of the gradient, divided by it. */
    private static final double NO_ADAM = 1e12;

    private static final Stage HALF = new Stage(0, 0.5 * NO_ADAM);
    private static final MlpConfig PLANE = new MlpConfig(2, 2, 4, 1);

    private LogisticDiscriminator discriminator;
    private Individual parent;
    private Individual child;

    @BeforeEach
    void build() {
        discriminator = new LogisticDiscriminator(1, 0);
        parent = descending(-1);
        child = descending(100);
    }

    @AfterEach
    void close() {
        discriminator.close();
        parent.close();
        child.close();
    }

    @ParameterizedTest
    @CsvSource({
        "MINIMAX, -.134470711, -.932764645",
        "HEURISTIC, -.365529289, -.817235355",
        "LEAST_SQUARES, -.287469681, -.856265160",
        "LEAST_SQUARES_LOGIT, -4.0, 1.0"
    })
    void aChildIsItsParentAfterOneStep(StandardMutation mutation, double slope, double theta) {
        breed(mutation);
        assertThat(Numbers.gradient(child.generator().parameters()))
                .containsExactly(new double[] {slope}, within(PRINTED));
        assertThat(theta(child)).isCloseTo(theta, within(PRINTED));
    }

    @ParameterizedTest
    @CsvSource({
        "MINIMAX, .282364165, .527645650, .639330338, .288757468, .602029334",
        "HEURISTIC, .306350832, .523370906, .647464877, .312825481, .630083271",
        "LEAST_SQUARES, .298120251, .525097357, .644171592, .304561967, .620206047",
        "LEAST_SQUARES_LOGIT, .731058579, .785540617, .241383114, .733472410, .851750136"
    })
    void aChildIsJudgedByTheDiscriminatorOfItsParent(
            StandardMutation mutation,
            double quality,
            double norm,
            double diversity,
            double totalOfAHundredth,
            double totalOfAHalf) {
        breed(mutation);
        Fitness fitness = judge(child);
        assertThat(fitness.quality()).isCloseTo(quality, within(PRINTED));
        assertThat(Math.exp(-fitness.diversity())).isCloseTo(norm, within(PRINTED));
        assertThat(fitness.diversity()).isCloseTo(diversity, within(PRINTED));
        assertThat(Fitness.Rule.paper(0.01).total(fitness))
                .isCloseTo(totalOfAHundredth, within(PRINTED));
        assertThat(Fitness.Rule.paper(0.5).total(fitness)).isCloseTo(totalOfAHalf, within(PRINTED));
    }

    /** The step of the discriminator that follows, with the survivor of the heuristic mutation. */
    @Test
    void theDiscriminatorLearnsFromTheSurvivor() {
        breed(StandardMutation.HEURISTIC);
        try (Adam descent = descent(discriminator.parameters());
                Scope scope = new Scope()) {
            new DiscriminatorStep(TinyEvolution.PLAIN, Augmentation.NONE)
                    .take(
                            discriminator,
                            descent,
                            point(2),
                            point(theta(child)),
                            null,
                            0,
                            HALF.learningRate(),
                            0,
                            new SplittableRandom(1));
        }
        assertThat(Numbers.values(discriminator.parameters()))
                .containsExactly(new double[] {1.244383288, -.093573955}, within(PRINTED));
    }

    @Test
    void childrenAreBredAsInTraining() {
        breed(StandardMutation.HEURISTIC);
        assertThat(((PointsGenerator) child.generator()).wasTrained()).isTrue();
    }

    @Test
    void theParentStaysAsItIs() {
        breed(StandardMutation.HEURISTIC);
        assertThat(theta(parent)).isEqualTo(-1);
        assertThat(parent.adam().time()).isZero();
        assertThat(Ops.doubles(parent.adam().mean())).containsOnly(0);
    }

    @Test
    void theDiscriminatorStaysAsItIs() {
        breed(StandardMutation.HEURISTIC);
        judge(child);
        assertThat(Numbers.values(discriminator.parameters())).containsExactly(1, 0);
    }

    /** The first step of Adam is as long as the rate, whatever the gradient. */
    @ParameterizedTest
    @EnumSource(names = {"MINIMAX", "HEURISTIC", "LEAST_SQUARES", "LEAST_SQUARES_LOGIT"})
    void fromFreshMomentsAllMutationsGiveTheSameChild(StandardMutation mutation) {
        try (Individual father = adaptive(-1);
                Individual son = adaptive(0)) {
            breeder(new RulesBuilder()).breed(son, father, mutation, null, new Stage(0, ALPHA), 1);
            assertThat(theta(son)).isCloseTo(-1 + ALPHA, within(1e-7 * ALPHA));
        }
    }

    /** The parent has moments of gradients 1, which the child's −0.37 joins. */
    @Test
    void inheritedMomentsAreTheParents() {
        try (Individual father = experienced(-1);
                Individual son = adaptive(0)) {
            breeder(new RulesBuilder())
                    .breed(son, father, StandardMutation.HEURISTIC, null, new Stage(0, ALPHA), 1);
            double g = -.365529289;
            assertThat(Ops.doubles(son.adam().mean())[0])
                    .isCloseTo(0.5 * 0.5 + 0.5 * g, within(PRINTED));
            assertThat(son.adam().time()).isEqualTo(2);
            assertThat(father.adam().time()).isEqualTo(1);
        }
    }

    @Test
    void resetMomentsAreZeroWhateverTheParents() {
        try (Individual father = experienced(-1);
                Individual son = experienced(0)) {
            breeder(new RulesBuilder().moments(Moments.RESET))
                    .breed(son, father, StandardMutation.HEURISTIC, null, new Stage(0, ALPHA), 1);
            assertThat(Ops.doubles(son.adam().mean())[0])
                    .isCloseTo(0.5 * -.365529289, within(PRINTED));
            assertThat(son.adam().time()).isEqualTo(1);
        }
    }

    @Test
    void momentsOfAMutationAreUsedAndUpdated() {
        try (Individual father = adaptive(-1);
                Individual son = adaptive(0);
                Individual earlier = experienced(-1)) {
            breeder(new RulesBuilder().moments(Moments.PER_MUTATION))
                    .breed(
                            son,
                            father,
                            StandardMutation.HEURISTIC,
                            earlier.adam(),
                            new Stage(0, ALPHA),
                            1);
            assertThat(Ops.doubles(earlier.adam().mean())[0])
                    .isCloseTo(0.5 * 0.5 + 0.5 * -.365529289, within(PRINTED));
            assertThat(earlier.adam().time()).isEqualTo(2);
            assertThat(father.adam().time()).isZero();
        }
    }

    /** D(x) = σ(ψ x), one real at 0, one fake at θ: ψ = θ = 1. */
    @Test
    void diracsDiscriminatorLearnsAsByHand() {
        try (Individual dirac = descending(1);
                Scope scope = new Scope()) {
            Tensor half =
                    FitnessTest.realHalf(TinyEvolution.PLAIN, discriminator, new double[] {0});
            breeder(new RulesBuilder()).judge(dirac.generator(), half, HALF, 1);
            assertThat(Numbers.gradient(discriminator.parameters())[0])
                    .isCloseTo(.731058579, within(PRINTED));
            Tensor loss =
                    TinyEvolution.PLAIN
                            .loss()
                            .discriminator(
                                    discriminator.forward(point(0), null, 0),
                                    discriminator.forward(point(1), null, 0));
            assertThat(Ops.item(loss)).isCloseTo(2.006408868, within(PRINTED));
        }
    }

    @ParameterizedTest
    @CsvSource({"MINIMAX, -.365529289", "HEURISTIC, -.134470711"})
    void diracsGeneratorLearnsAsByHand(StandardMutation mutation, double slope) {
        try (Individual dirac = descending(1)) {
            breeder(new RulesBuilder()).breed(child, dirac, mutation, null, HALF, 1);
            assertThat(Numbers.gradient(child.generator().parameters()))
                    .containsExactly(new double[] {slope}, within(PRINTED));
        }
    }

    /** Over every weight and bias of every layer. */
    @ParameterizedTest
    @EnumSource
    void gradientsOfMutationsMatchCentralDifferences(StandardMutation mutation) {
        EvolutionConfig config = TinyEvolution.config(PLANE, new RulesBuilder());
        try (MlpDiscriminator judge = new MlpDiscriminator(PLANE, DType.FLOAT64, 3);
                Individual father = new Individual(config, DType.FLOAT64, 5);
                Individual son = new Individual(config, DType.FLOAT64, 6)) {
            stir(judge.parameters());
            stir(father.generator().parameters());
            Breeder breeder = new Breeder(config, judge);
            double[] slopes =
                    Numbers.slopes(
                            father.generator().parameters(),
                            () -> loss(breeder, son, father, mutation));
            loss(breeder, son, father, mutation);
            double[] gradient = Numbers.gradient(son.generator().parameters());
            assertThat(Numbers.length(Numbers.minus(gradient, slopes)))
                    .isLessThan(1e-6 * Numbers.length(slopes));
        }
    }

    @Test
    void equalSeedsBreedEqually() {
        EvolutionConfig config = TinyEvolution.config(PLANE, new RulesBuilder());
        try (MlpDiscriminator judge = new MlpDiscriminator(PLANE, DType.FLOAT64, 3);
                Individual father = new Individual(config, DType.FLOAT64, 5);
                Individual son = new Individual(config, DType.FLOAT64, 6)) {
            Breeder breeder = new Breeder(config, judge);
            Stage stage = new Stage(0, 0.1);
            breeder.breed(son, father, StandardMutation.MINIMAX, null, stage, 8);
            double[] once = Numbers.values(son.generator().parameters());
            breeder.breed(son, father, StandardMutation.MINIMAX, null, stage, 8);
            assertThat(Numbers.values(son.generator().parameters())).isEqualTo(once);
            breeder.breed(son, father, StandardMutation.MINIMAX, null, stage, 9);
            assertThat(Numbers.values(son.generator().parameters())).isNotEqualTo(once);
        }
    }

    /** With biases of zero a point at the origin would lie on a kink of the discriminator. */
    private static void stir(Parameters parameters) {
        double[] values = Numbers.values(parameters);
        for (int i = 0; i < values.length; i++) {
            values[i] += 0.1 * Math.sin(1 + i);
        }
        Numbers.set(parameters, values);
    }

    private static double loss(
            Breeder breeder, Individual son, Individual father, Mutation mutation) {
        return breeder.breed(son, father, mutation, null, new Stage(0, 0.01), 4).loss();
    }

    private void breed(StandardMutation mutation) {
        GeneratorStep.Report report =
                breeder(new RulesBuilder()).breed(child, parent, mutation, null, HALF, 1);
        assertThat(report.isFinite()).isTrue();
    }

    private Fitness judge(Individual individual) {
        try (Scope scope = new Scope()) {
            Tensor half =
                    FitnessTest.realHalf(TinyEvolution.PLAIN, discriminator, new double[] {2});
            return breeder(new RulesBuilder()).judge(individual.generator(), half, HALF, 1);
        }
    }

    private Breeder breeder(RulesBuilder rules) {
        return new Breeder(
                TinyEvolution.config(PointsGenerator.NUMBERS, rules.evaluationBatch(1)),
                discriminator);
    }

    private static Individual descending(double theta) {
        PointsGenerator generator = new PointsGenerator(PointsGenerator.NUMBERS, theta);
        return new Individual(generator, descent(generator.parameters()));
    }

    private static Adam descent(Parameters parameters) {
        return new Adam(parameters, 0, 0, NO_ADAM);
    }

    private static Individual adaptive(double theta) {
        PointsGenerator generator = new PointsGenerator(PointsGenerator.NUMBERS, theta);
        return new Individual(generator, new Adam(generator.parameters(), 0.5, 0.99, 1e-8));
    }

    /** After one step with a gradient of 1. */
    private static Individual experienced(double theta) {
        Individual individual = adaptive(theta);
        Parameters parameters = individual.generator().parameters();
        parameters.gradient().fill_(new Scalar(1.0));
        individual.adam().step(ALPHA);
        Numbers.set(parameters, theta);
        return individual;
    }

    private static double theta(Individual individual) {
        return Numbers.values(individual.generator().parameters())[0];
    }

    private static Tensor point(double x) {
        return Ops.of(DType.FLOAT64, new double[] {x}, 1, 1, 1, 1);
    }
}

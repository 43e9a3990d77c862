package galatea.evolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import galatea.evolve.Fitness.Diversity;
import galatea.evolve.Fitness.Quality;
import galatea.model.Discriminator;
import galatea.model.mlp.MlpConfig;
import galatea.model.mlp.MlpDiscriminator;
import galatea.testing.OneThread;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Scope;
import galatea.train.AdversarialLoss;
import galatea.train.Augmentation;
import galatea.train.Objective;
import galatea.train.Schedule;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against numbers computed apart from this library, for D(x) = σ(w x + b). */
@ExtendWith(OneThread.class)
class FitnessTest {
    private static final double PRINTED = 5.1e-10;
    private static final Stage STAGE = new Stage(0, 1);

    /**
     * What a discriminator is, what it is shown, and what comes out.
     *
     * @param totals F for γ = 0.001, 0.01, 0.05, 0.5, 1
     */
    private record Case(
            double w,
            double b,
            double[] real,
            double[] fake,
            double loss,
            double[] gradient,
            double norm,
            double quality,
            double diversity,
            double[] totals,
            double logOfSquaredNorm) {

        LogisticDiscriminator discriminator() {
            return new LogisticDiscriminator(w, b);
        }
    }

    private static final Case A =
            new Case(
                    1,
                    0,
                    new double[] {2},
                    new double[] {-1},
                    .440189699,
                    new double[] {-.507347265, .149738499},
                    .528982860,
                    .268941421,
                    .636799249,
                    new double[] {.269578221, .275309414, .300781384, .587341046, .905740670},
                    -1.273598498);

    private static final Case B =
            new Case(
                    1,
                    0,
                    new double[] {2, 1},
                    new double[] {-1, 0},
                    .723299283,
                    new double[] {-.388144343, .190398539},
                    .432328157,
                    .384470711,
                    .838570357,
                    new double[] {.385309281, .392856414, .426399229, .803755889, 1.223041068},
                    -1.677140715);

    private static final Case C =
            new Case(
                    2,
                    -1,
                    new double[] {1, .5},
                    new double[] {0, -.5},
                    .723299283,
                    new double[] {-.289271441, -.190398539},
                    .346308490,
                    .194072172,
                    1.060425311,
                    new double[] {.195132597, .204676425, .247093437, .724284827, 1.254497483},
                    -2.120850622);

    static Stream<Case> cases() {
        return Stream.of(A, B, C);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void qualityIsTheMeanProbability(Case example) {
        Fitness fitness = judged(example, Fitness.Rule.paper(0));
        assertThat(fitness.quality()).isCloseTo(example.quality, within(PRINTED));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void diversityIsMinusTheLogarithmOfTheNorm(Case example) {
        Fitness fitness = judged(example, Fitness.Rule.paper(0));
        assertThat(fitness.diversity()).isCloseTo(example.diversity, within(PRINTED));
        assertThat(Math.exp(-fitness.diversity())).isCloseTo(example.norm, within(PRINTED));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientIsThatOfRealsAndFakes(Case example) {
        try (LogisticDiscriminator discriminator = example.discriminator()) {
            judged(
                    TinyEvolution.PLAIN,
                    Fitness.Rule.paper(0),
                    discriminator,
                    example.real,
                    example.fake);
            assertThat(Numbers.gradient(discriminator.parameters()))
                    .containsExactly(example.gradient, within(PRINTED));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void lossIsTheCrossEntropy(Case example) {
        try (LogisticDiscriminator discriminator = example.discriminator()) {
            assertThat(loss(discriminator, example.real, example.fake))
                    .isCloseTo(example.loss, within(PRINTED));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gammaWeighsDiversity(Case example) {
        double[] gammas = {0.001, 0.01, 0.05, 0.5, 1};
        for (int i = 0; i < gammas.length; i++) {
            Fitness.Rule rule = Fitness.Rule.paper(gammas[i]);
            assertThat(rule.total(judged(example, rule)))
                    .as("F for gamma %s", gammas[i])
                    .isCloseTo(example.totals[i], within(PRINTED));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theFirstProgramTakesTheSquaredNorm(Case example) {
        Fitness fitness = judged(example, squared(1));
        assertThat(fitness.diversity()).isCloseTo(-example.logOfSquaredNorm, within(2 * PRINTED));
    }

    /** β · log ‖∇‖² is the paper's with γ = 2β. */
    @ParameterizedTest
    @MethodSource("cases")
    void theFirstProgramsWeightCountsTwice(Case example) {
        Fitness.Rule paper = Fitness.Rule.paper(2);
        double total = squared(1).total(judged(example, squared(1)));
        assertThat(total).isCloseTo(paper.total(judged(example, paper)), within(1e-14));
    }

    @Test
    void theFirstProgramsFitnessIsThatComputedByHand() {
        assertThat(squared(1).total(judged(A, squared(1)))).isCloseTo(1.542539919, within(PRINTED));
    }

    @Test
    void logitQualityIsTheMeanScore() {
        Fitness.Rule rule = new Fitness.Rule(0, Quality.LOGIT, Diversity.NORM);
        assertThat(judged(C, rule).quality()).isCloseTo(-1.5, within(1e-15)); // −1 and −2
        assertThat(judged(C, rule).diversity())
                .isEqualTo(judged(C, Fitness.Rule.paper(0)).diversity());
    }

    @Test
    void qualityOfTfGansScoresIsTheirMeanProbability() {
        try (LogisticDiscriminator identity = new LogisticDiscriminator(1, 0)) {
            double[] real = {-5, 1.4, 12.5, 2.7};
            double[] fake = {10, 4.4, -5.5, 3.6};
            Fitness fitness =
                    judged(TinyEvolution.PLAIN, Fitness.Rule.paper(0), identity, real, fake);
            assertThat(fitness.quality()).isCloseTo(.741324828, within(PRINTED));
        }
    }

    /** Fd is no invariant: a loss of twice the size has log 2 less. */
    @Test
    void twiceTheGradientLowersDiversityByLogTwo() {
        Fitness.Rule rule = Fitness.Rule.paper(1);
        double once = rule.fitness(0, 0.528982860).diversity();
        double twice = rule.fitness(0, 2 * 0.528982860).diversity();
        assertThat(once - twice).isCloseTo(0.693147180559945, within(1e-14));
    }

    /** Reals and fakes that cancel: the discriminator would not change at all. */
    @Test
    void diversityIsFiniteWithoutAGradient() {
        Objective wasserstein = new Objective(AdversarialLoss.WASSERSTEIN, 0, 1, 0, 0);
        double[] points = {0.5, -2};
        try (LogisticDiscriminator discriminator = new LogisticDiscriminator(1, 0)) {
            Fitness fitness =
                    judged(wasserstein, Fitness.Rule.paper(1), discriminator, points, points);
            assertThat(Numbers.gradient(discriminator.parameters())).containsOnly(0);
            assertThat(fitness.diversity()).isCloseTo(12 * Math.log(10), within(1e-12));
            assertThat(fitness.isFinite()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void aGradientThatIsNoNumberIsNotComparable(double norm) {
        assertThat(Fitness.Rule.paper(0).fitness(0.5, norm).isFinite()).isFalse();
    }

    @Test
    void aQualityThatIsNoNumberIsNotComparable() {
        assertThat(Fitness.Rule.paper(0).fitness(Double.NaN, 1).isFinite()).isFalse();
    }

    /** Every parameter of the discriminator counts, the hidden layer's too. */
    @Test
    void normIsThatOfCentralDifferencesOverAllParameters() {
        MlpConfig network = new MlpConfig(2, 2, 4, 1);
        double[] real = {0.3, -1.2, 0.8, 0.5, -0.6, 1.1};
        double[] fake = {-0.9, 0.4, 1.3, -0.2, 0.1, 0.7};
        try (MlpDiscriminator discriminator = new MlpDiscriminator(network, DType.FLOAT64, 3)) {
            Fitness fitness =
                    judged(TinyEvolution.PLAIN, Fitness.Rule.paper(0), discriminator, real, fake);
            double[] slopes =
                    Numbers.slopes(
                            discriminator.parameters(), () -> loss(discriminator, real, fake));
            assertThat(slopes).hasSize(2 * 4 + 4 + 4 + 1);
            double norm = Numbers.length(slopes);
            assertThat(Math.exp(-fitness.diversity())).isCloseTo(norm, within(1e-6 * norm));
        }
    }

    /** Judging leaves nothing behind that the next one's gradient would be added to. */
    @Test
    void judgingTwiceGivesTheSameFitness() {
        try (LogisticDiscriminator discriminator = B.discriminator();
                PointsGenerator generator = new PointsGenerator(PointsGenerator.NUMBERS, B.fake);
                Scope scope = new Scope()) {
            Breeder breeder =
                    new Breeder(
                            config(TinyEvolution.PLAIN, Fitness.Rule.paper(1), discriminator, 2),
                            discriminator);
            Tensor half = realHalf(TinyEvolution.PLAIN, discriminator, B.real);
            Fitness once = breeder.judge(generator, half, STAGE, 1);
            assertThat(breeder.judge(generator, half, STAGE, 1)).isEqualTo(once);
        }
    }

    /** Without the side effects and the noise that a family may have in training. */
    @Test
    void childrenAreJudgedAsTheyAreUsed() {
        try (LogisticDiscriminator discriminator = B.discriminator();
                PointsGenerator generator = new PointsGenerator(PointsGenerator.NUMBERS, B.fake);
                Scope scope = new Scope()) {
            Fitness.Rule rule = Fitness.Rule.paper(1);
            new Breeder(config(TinyEvolution.PLAIN, rule, discriminator, 2), discriminator)
                    .judge(
                            generator,
                            realHalf(TinyEvolution.PLAIN, discriminator, B.real),
                            STAGE,
                            1);
            assertThat(generator.wasTrained()).isFalse();
        }
    }

    @Test
    void judgingChangesNobody() {
        try (LogisticDiscriminator discriminator = B.discriminator()) {
            judged(TinyEvolution.PLAIN, Fitness.Rule.paper(1), discriminator, B.real, B.fake);
            assertThat(Numbers.values(discriminator.parameters())).containsExactly(1, 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"-0.001", "NaN", "Infinity"})
    void gammaMustBeANumberFromZero(double gamma) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fitness.Rule.paper(gamma))
                .withMessage("fitnessGamma must be at least 0: " + gamma);
    }

    private static Fitness.Rule squared(double gamma) {
        return new Fitness.Rule(gamma, Quality.PROBABILITY, Diversity.SQUARED_NORM);
    }

    private static Fitness judged(Case example, Fitness.Rule rule) {
        try (LogisticDiscriminator discriminator = example.discriminator()) {
            return judged(TinyEvolution.PLAIN, rule, discriminator, example.real, example.fake);
        }
    }

    private static Fitness judged(
            Objective objective,
            Fitness.Rule rule,
            Discriminator discriminator,
            double[] real,
            double[] fake) {
        MlpConfig network = (MlpConfig) discriminator.config();
        int count = fake.length / network.channels();
        try (PointsGenerator generator = new PointsGenerator(network, fake);
                Scope scope = new Scope()) {
            return new Breeder(config(objective, rule, discriminator, count), discriminator)
                    .judge(generator, realHalf(objective, discriminator, real), STAGE, 1);
        }
    }

    private static EvolutionConfig config(
            Objective objective, Fitness.Rule rule, Discriminator discriminator, int count) {
        EvolutionRules rules =
                new RulesBuilder()
                        .evaluationBatch(count)
                        .fitness(rule.gamma(), rule.quality(), rule.diversity())
                        .build();
        Schedule schedule = Schedule.fixed(1, 1, 1);
        return new EvolutionConfig(
                discriminator.config(),
                objective,
                rules,
                schedule,
                0,
                0.5,
                0.99,
                Augmentation.NONE,
                false,
                1,
                1);
    }

    /** ∇_D of the loss on reals. */
    static Tensor realHalf(Objective objective, Discriminator discriminator, double[] real) {
        discriminator.parameters().requireGradient(true);
        discriminator.parameters().zeroGradient();
        objective.loss().onReal(scores(discriminator, real)).backward();
        return discriminator.parameters().gradient().clone();
    }

    private static double loss(Discriminator discriminator, double[] real, double[] fake) {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor onReal = scores(discriminator, real);
            Tensor onFake = scores(discriminator, fake);
            return Ops.item(TinyEvolution.PLAIN.loss().discriminator(onReal, onFake));
        }
    }

    private static Tensor scores(Discriminator discriminator, double[] points) {
        int channels = discriminator.config().channels();
        long count = points.length / channels;
        return discriminator.forward(Ops.of(DType.FLOAT64, points, count, channels, 1, 1), null, 0);
    }
}

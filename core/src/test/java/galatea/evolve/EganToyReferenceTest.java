package galatea.evolve;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import galatea.model.Generator;
import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.model.mlp.MlpConfig;
import galatea.model.mlp.MlpDiscriminator;
import galatea.model.mlp.MlpGenerator;
import galatea.testing.OneThread;
import galatea.testing.ReferenceVectors;
import galatea.testing.TensorAssert;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import galatea.train.Adam;
import galatea.train.Augmentation;
import galatea.train.DiscriminatorStep;
import galatea.train.GeneratorStep;
import galatea.train.Schedule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One generation of perceptrons on a ring of Gaussians, computed in double precision by a program
 * of its own from the paper's formulas.
 *
 * <p>Arrays hold within their own tolerances in either precision; single numbers within 1e-9 of
 * their size in double precision.
 */
@ExtendWith(OneThread.class)
class EganToyReferenceTest {
    private static final double RELATIVE = 1e-9;
    private static final int GIVEN_STEPS = 10;
    private static final String[] GAMMAS = {"0", "0.001", "0.05", "0.5", "1"};
    private static final MlpConfig NETWORK = new MlpConfig(2, 2, 16, 2);

    private static final List<StandardMutation> POOL =
            List.of(
                    StandardMutation.MINIMAX,
                    StandardMutation.HEURISTIC,
                    StandardMutation.LEAST_SQUARES);

    private static final ReferenceVectors VECTORS = ReferenceVectors.load("egan_toy");
    private static final JsonNode JSON = json();
    private static final JsonNode RESULTS = JSON.get("results");

    private static JsonNode json() {
        String path = "/reference/egan_toy.json";
        try (InputStream file = EganToyReferenceTest.class.getResourceAsStream(path)) {
            return JsonMapper.shared().readTree(requireNonNull(file, path));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    /** A generator that takes the latents of the reference, by their number, for those drawn. */
    private record GivenLatents(Generator generator, Tensor... latents) implements Generator {
        @Override
        public MlpConfig config() {
            return NETWORK;
        }

        @Override
        public Parameters parameters() {
            return generator.parameters();
        }

        @Override
        public List<Layer> layers() {
            return generator.layers();
        }

        @Override
        public Tensor forward(Tensor z, @Nullable Tensor labels, double lod, LayerTap tap) {
            Tensor given =
                    Arrays.stream(latents)
                            .filter(l -> l.size(0) == z.size(0))
                            .findFirst()
                            .orElseThrow();
            return generator.forward(given, labels, lod, tap);
        }
    }

    /** The networks of the reference and what is done with them. */
    private static final class Toy implements AutoCloseable {
        private final DType dtype;
        private final MlpDiscriminator discriminator;
        private final Adam adamD;
        private final Individual parent;
        private final Individual child;
        private final Tensor realGradient;
        private final Scope scope;

        Toy(DType dtype) {
            this.dtype = dtype;
            discriminator = new MlpDiscriminator(NETWORK, dtype, 0);
            adamD = new Adam(discriminator.parameters(), 0.5, 0.99, 1e-8);
            MlpGenerator one = new MlpGenerator(NETWORK, dtype, 0);
            MlpGenerator two = new MlpGenerator(NETWORK, dtype, 0);
            scope = new Scope();
            parent = individual(one);
            child = individual(two);
            VECTORS.setTrained(one.parameters(), "generator/");
            VECTORS.setTrained(discriminator.parameters(), "discriminator/");
            realGradient = Ops.zeros(dtype, discriminator.parameters().gradient().numel());
        }

        private Individual individual(MlpGenerator generator) {
            Generator given = new GivenLatents(generator, tensor("z"), tensor("z_eval"));
            return new Individual(given, new Adam(generator.parameters(), 0.5, 0.99, 1e-8));
        }

        Tensor tensor(String key) {
            return VECTORS.tensor(key, dtype);
        }

        /** [N, 2] → [N, 2, 1, 1]. */
        Tensor points(Tensor pairs) {
            return pairs.reshape(-1, 2, 1, 1);
        }

        void giveMoments() {
            give(parent.adam(), parent.generator().parameters(), "g");
            give(adamD, discriminator.parameters(), "d");
        }

        private void give(Adam adam, Parameters parameters, String prefix) {
            double[] values = Numbers.values(parameters);
            Numbers.set(parameters, Ops.doubles(tensor(prefix + "_exp_avg")));
            adam.mean().copy_(parameters.values()); // laid out as the parameters
            Numbers.set(parameters, Ops.doubles(tensor(prefix + "_exp_avg_sq")));
            adam.square().copy_(parameters.values());
            adam.restoreTime(GIVEN_STEPS);
            Numbers.set(parameters, values);
        }

        GeneratorStep.Report breed(Mutation mutation, double rate) {
            return breed(mutation, rate, new RulesBuilder());
        }

        GeneratorStep.Report breed(Mutation mutation, double rate, RulesBuilder rules) {
            return breeder(rules).breed(child, parent, mutation, null, new Stage(0, rate), 1);
        }

        private Breeder breeder(RulesBuilder rules) {
            EvolutionConfig config =
                    TinyEvolution.config(
                            NETWORK,
                            rules.evaluationBatch(64).build(),
                            Schedule.fixed(1, 32, 2e-4));
            return new Breeder(config, discriminator);
        }

        Fitness judge(Individual individual) {
            discriminator.parameters().requireGradient(true);
            discriminator.parameters().zeroGradient();
            Tensor real = points(tensor("x_eval"));
            Tensor scores = discriminator.forward(real, null, 0);
            TinyEvolution.PLAIN.loss().onReal(scores).backward();
            realGradient.copy_(discriminator.parameters().gradient());
            return breeder(new RulesBuilder())
                    .judge(individual.generator(), realGradient, new Stage(0, 1), 1);
        }

        Tensor generated(Tensor z) {
            try (NoGradGuard noGrad = new NoGradGuard()) {
                return ((GivenLatents) parent.generator())
                        .generator()
                        .forward(z, null, 0, LayerTap.NONE);
            }
        }

        /** L_D on points and fakes. */
        double loss(Tensor real, Tensor fake) {
            try (NoGradGuard noGrad = new NoGradGuard()) {
                Tensor onReal = discriminator.forward(points(real), null, 0);
                Tensor onFake = discriminator.forward(fake, null, 0);
                return Ops.item(TinyEvolution.PLAIN.loss().discriminator(onReal, onFake));
            }
        }

        double evaluationLoss(Individual individual) {
            try (NoGradGuard noGrad = new NoGradGuard()) {
                Tensor z = tensor("z_eval");
                Tensor fake = individual.generator().forward(z, null, 0, LayerTap.NONE);
                return loss(tensor("x_eval"), fake);
            }
        }

        DiscriminatorStep.Report learn(int batch) {
            return new DiscriminatorStep(TinyEvolution.PLAIN, Augmentation.NONE)
                    .take(
                            discriminator,
                            adamD,
                            points(tensor("x_d").select(0, batch)),
                            generated(tensor("z_d").select(0, batch)),
                            null,
                            0,
                            2e-4,
                            batch,
                            new SplittableRandom(1));
        }

        double loss(int batch) {
            Tensor fake = generated(tensor("z_d").select(0, batch));
            return loss(tensor("x_d").select(0, batch), fake);
        }

        /** child − parent. */
        double[] change() {
            return Numbers.minus(
                    Numbers.values(child.generator().parameters()),
                    Numbers.values(parent.generator().parameters()));
        }

        @Override
        public void close() {
            scope.close();
            parent.close();
            child.close();
            discriminator.close();
            adamD.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void pointsAreGenerated(DType dtype) {
        try (Toy toy = new Toy(dtype)) {
            assertCloseTo(toy.generated(toy.tensor("z")).view(-1, 2), "generated");
        }
    }

    @ParameterizedTest
    @EnumSource
    void pointsAreScored(DType dtype) {
        try (Toy toy = new Toy(dtype)) {
            Tensor fake = toy.generated(toy.tensor("z"));
            Tensor real = toy.points(toy.tensor("x_eval"));
            Tensor onFake = toy.discriminator.forward(fake, null, 0);
            Tensor onReal = toy.discriminator.forward(real, null, 0);
            assertCloseTo(onFake.view(-1, 1), "logits_generated");
            assertCloseTo(onReal.view(-1, 1), "logits_real_eval");
        }
    }

    static Stream<Arguments> mutations() {
        return Stream.of(DType.values())
                .flatMap(
                        dtype ->
                                Stream.concat(
                                                POOL.stream(),
                                                Stream.of(StandardMutation.LEAST_SQUARES_LOGIT))
                                        .map(mutation -> Arguments.of(dtype, mutation)));
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void mutationsHaveTheReferencesGradients(DType dtype, StandardMutation mutation) {
        try (Toy toy = new Toy(dtype)) {
            toy.breed(mutation, 2e-4);
            double[] gradient = Numbers.gradient(toy.child.generator().parameters());
            assertCloseTo(gradient, "grad_" + name(mutation));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MINIMAX", "HEURISTIC", "LEAST_SQUARES", "LEAST_SQUARES_LOGIT"})
    void mutationsHaveTheReferencesLosses(StandardMutation mutation) {
        try (Toy toy = new Toy(DType.FLOAT64)) {
            GeneratorStep.Report report = toy.breed(mutation, 2e-4);
            JsonNode expected = RESULTS.get("mutations").get(name(mutation));
            assertNumber(report.loss(), expected, "loss");
            assertNumber(report.gradientNorm(), expected, "gradient_norm");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MINIMAX", "HEURISTIC"})
    void mutationsWithoutHalvesHaveTheReferencesLosses(StandardMutation mutation) {
        try (Toy toy = new Toy(DType.FLOAT64)) {
            RulesBuilder rules = new RulesBuilder().withoutHalves();
            double loss = toy.breed(mutation, 2e-4, rules).loss();
            assertNumber(loss, RESULTS.get("losses_without_half"), name(mutation));
        }
    }

    static Stream<Arguments> children() {
        List<Arguments> all = new ArrayList<>();
        for (DType dtype : DType.values()) {
            for (StandardMutation mutation : POOL) {
                for (String rate : List.of("0.0002", "0.02")) {
                    all.add(Arguments.of(dtype, mutation, rate, false));
                    all.add(Arguments.of(dtype, mutation, rate, true));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("children")
    void childrenChangeAsInTheReference(
            DType dtype, StandardMutation mutation, String rate, boolean given) {
        try (Toy toy = new Toy(dtype)) {
            bred(toy, mutation, rate, given);
            String key = "child_%s_%s".formatted(name(mutation), way(rate, given));
            assertCloseTo(toy.change(), key + "_delta");
            if (VECTORS.has(key + "_params")) {
                double[] values = Numbers.values(toy.child.generator().parameters());
                assertCloseTo(values, key + "_params");
            }
        }
    }

    @Test
    void theParentIsAsFitAsInTheReference() {
        try (Toy toy = new Toy(DType.FLOAT64)) {
            assertFitness(toy, toy.parent, RESULTS.get("parent_fitness"));
        }
    }

    @ParameterizedTest
    @CsvSource({"0.0002, false", "0.0002, true", "0.02, false", "0.02, true"})
    void childrenAreAsFitAsInTheReference(String rate, boolean given) {
        JsonNode expected = RESULTS.get("children").get(way(rate, given));
        assertThat(expected.size()).isEqualTo(4);
        for (String name : expected.propertyNames()) {
            try (Toy toy = new Toy(DType.FLOAT64)) {
                bred(toy, mutation(name), rate, given);
                assertFitness(toy, toy.child, expected.get(name));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0.0002, false", "0.0002, true", "0.02, false", "0.02, true"})
    void theFittestChildrenSurviveAsInTheReference(String rate, boolean given) {
        List<Fitness> fitness = new ArrayList<>();
        for (StandardMutation mutation : POOL) {
            try (Toy toy = new Toy(DType.FLOAT64)) {
                bred(toy, mutation, rate, given);
                fitness.add(toy.judge(toy.child));
            }
        }
        assertSurvivors(fitness, RESULTS.get("survivors").get(way(rate, given)));
    }

    @ParameterizedTest
    @EnumSource
    void theDiscriminatorHasTheReferencesGradient(DType dtype) {
        try (Toy toy = new Toy(dtype)) {
            toy.learn(0);
            assertCloseTo(Numbers.gradient(toy.discriminator.parameters()), "d_grad");
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOAT64, false", "FLOAT64, true", "FLOAT32, false", "FLOAT32, true"})
    void theDiscriminatorLearnsAsInTheReference(DType dtype, boolean given) {
        try (Toy toy = new Toy(dtype)) {
            if (given) {
                toy.giveMoments();
            }
            double[] before = Numbers.values(toy.discriminator.parameters());
            toy.learn(0);
            double[] after = Numbers.values(toy.discriminator.parameters());
            String key = given ? "d_given" : "d_fresh";
            assertCloseTo(after, key + "_params");
            assertCloseTo(Numbers.minus(after, before), key + "_delta");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theDiscriminatorsLossIsTheReferences(boolean given) {
        JsonNode expected = RESULTS.get("discriminator_step");
        try (Toy toy = new Toy(DType.FLOAT64)) {
            if (given) {
                toy.giveMoments();
            }
            DiscriminatorStep.Report report = toy.learn(0);
            assertNumber(report.loss(), expected, "loss");
            assertNumber(report.gradientNorm(), expected, "gradient_norm");
            assertNumber(toy.loss(0), expected, given ? "loss_after_given" : "loss_after_fresh");
        }
    }

    /** Two steps of the discriminator, then three children by Adam from given moments. */
    @ParameterizedTest
    @EnumSource
    void aWholeGenerationChangesAllAsInTheReference(DType dtype) {
        try (Toy toy = new Toy(dtype)) {
            double[] before = Numbers.values(toy.discriminator.parameters());
            learnedTwice(toy);
            double[] after = Numbers.values(toy.discriminator.parameters());
            assertCloseTo(Numbers.minus(after, before), "generation_d_delta");
            for (StandardMutation mutation : POOL) {
                toy.breed(mutation, 2e-4);
                assertCloseTo(toy.change(), "generation_child_%s_delta".formatted(name(mutation)));
            }
        }
    }

    @Test
    void aWholeGenerationIsJudgedAsInTheReference() {
        try (Toy toy = new Toy(DType.FLOAT64)) {
            learnedTwice(toy);
            List<Fitness> fitness = new ArrayList<>();
            for (StandardMutation mutation : POOL) {
                double loss = toy.breed(mutation, 2e-4).loss();
                JsonNode expected = RESULTS.at("/generation/children/" + name(mutation));
                assertNumber(loss, expected, "loss");
                assertFitness(toy, toy.child, expected);
                fitness.add(toy.judge(toy.child));
            }
            assertSurvivors(fitness, RESULTS.at("/generation/survivors"));
        }
    }

    private static void bred(Toy toy, StandardMutation mutation, String rate, boolean given) {
        if (given) {
            toy.giveMoments();
        }
        toy.breed(mutation, Double.parseDouble(rate));
    }

    private static void learnedTwice(Toy toy) {
        toy.giveMoments();
        toy.learn(0);
        toy.learn(1);
    }

    private static String way(String rate, boolean given) {
        return "lr%s_%s".formatted(rate, given ? "given" : "fresh");
    }

    private static String name(StandardMutation mutation) {
        return mutation == StandardMutation.LEAST_SQUARES_LOGIT
                ? "least_squares_on_logit"
                : mutation.label().replace('-', '_');
    }

    private static StandardMutation mutation(String name) {
        return Stream.of(StandardMutation.values())
                .filter(mutation -> name(mutation).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertFitness(Toy toy, Individual individual, JsonNode expected) {
        Fitness fitness = toy.judge(individual);
        assertNumber(fitness.quality(), expected, "F_q");
        assertNumber(fitness.diversity(), expected, "F_d");
        assertNumber(Math.exp(-fitness.diversity()), expected, "gradient_norm");
        assertNumber(toy.evaluationLoss(individual), expected, "L_D");
        for (String gamma : GAMMAS) {
            double total = Fitness.Rule.paper(Double.parseDouble(gamma)).total(fitness);
            assertNumber(total, expected.get("F"), gamma);
        }
    }

    private static void assertSurvivors(List<Fitness> fitness, JsonNode expected) {
        for (String gamma : GAMMAS) {
            Fitness.Rule rule = Fitness.Rule.paper(Double.parseDouble(gamma));
            List<Candidate> candidates = new ArrayList<>();
            for (int i = 0; i < fitness.size(); i++) {
                Fitness f = fitness.get(i);
                candidates.add(new Candidate(i, i, f, rule.total(f)));
            }
            List<Candidate> order = Selection.FITNESS.survivors(candidates, 3, 0, new Random(1));
            JsonNode outcome = expected.get(gamma);
            assertThat(order.stream().map(c -> name(POOL.get(c.mutation()))).toList())
                    .as("order for gamma %s", gamma)
                    .isEqualTo(
                            outcome.get("order").valueStream().map(JsonNode::stringValue).toList());
            assertLead(order.get(0), order.get(1), outcome.get("lead"));
            assertLead(order.get(1), order.get(2), outcome.get("lead_of_second"));
        }
    }

    /** A difference of two numbers of size 1: as exact as these. */
    private static void assertLead(Candidate first, Candidate second, JsonNode expected) {
        assertThat(first.total() - second.total()).isCloseTo(expected.doubleValue(), within(1e-14));
    }

    private static void assertNumber(double actual, JsonNode numbers, String name) {
        double expected = numbers.get(name).doubleValue();
        assertThat(actual).as(name).isCloseTo(expected, within(RELATIVE * Math.abs(expected)));
    }

    private static void assertCloseTo(double[] actual, String key) {
        try (Scope scope = new Scope()) {
            assertCloseTo(Ops.of(DType.FLOAT64, actual, actual.length), key);
        }
    }

    private static void assertCloseTo(Tensor actual, String key) {
        double tolerance = JSON.get("tolerance_abs").get(key).doubleValue();
        TensorAssert.assertThat(actual).isCloseTo(VECTORS.tensor(key), 0, tolerance);
    }
}

package galatea.train;

import static galatea.testing.TensorAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import galatea.data.Batch;
import galatea.model.NetworkConfig;
import galatea.testing.OneThread;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import galatea.torch.RawData;
import galatea.torch.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OneThread.class)
class GanTrainerTest {
    /** So small that no weight in single precision moves. */
    private static final double NO_RATE = 1e-300;

    static Stream<NetworkConfig> networks() {
        return Stream.of(
                TinyTraining.style(),
                TinyTraining.style().withLabels(3),
                TinyTraining.progressive(),
                TinyTraining.dcgan());
    }

    @Test
    void bytesBecomeNumbersFromMinusOneToOne() {
        byte[] pixels = new byte[4 * 256 / 4 * 4];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        try (Scope scope = new Scope()) {
            Tensor real = RealImages.of(batch(4, 1, 16, pixels, 4), 0);
            assertThat(real).hasShape(4, 1, 16, 16);
            float[] values = Ops.floats(real);
            assertThat(values[0]).isEqualTo(-1);
            assertThat(values[255]).isEqualTo(1);
            for (int i = 0; i < values.length; i++) {
                assertThat((double) values[i]).isCloseTo((i & 255) / 127.5 - 1, within(2e-7));
            }
        }
    }

    /** Means of squares, then a mixture with the means of squares twice as large. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 1, 1.75, 2})
    void realsFadeAsPublished(double lod) {
        int side = 16;
        double[] picture =
                IntStream.range(0, 3 * side * side).mapToDouble(i -> i * 7 % 256).toArray();
        byte[] pixels = new byte[picture.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) picture[i];
        }
        int block = 1 << (int) lod;
        int small = side / block;
        double t = lod - (int) lod;
        double[] expected = new double[3 * small * small];
        for (int i = 0; i < expected.length; i++) {
            int channel = i / (small * small);
            int row = i / small % small;
            int column = i % small;
            double fine = boxMean(picture, side, channel, row, column, block);
            double coarse =
                    t == 0 ? 0 : boxMean(picture, side, channel, row / 2, column / 2, 2 * block);
            expected[i] = (fine + (coarse - fine) * t) / 127.5 - 1;
        }
        try (Scope scope = new Scope()) {
            Tensor real = RealImages.of(batch(1, 3, side, pixels, 1), lod);
            assertThat(real).hasShape(1, 3, small, small).hasValuesCloseTo(1e-6, expected);
        }
    }

    private static double boxMean(
            double[] picture, int side, int channel, int row, int column, int block) {
        double sum = 0;
        for (int i = 0; i < block * block; i++) {
            int y = row * block + i / block;
            int x = column * block + i % block;
            sum += picture[(channel * side + y) * side + x];
        }
        return sum / (block * block);
    }

    @Test
    void labelsBecomeOneHotRows() {
        TrainingConfig config = TinyTraining.fixed(TinyTraining.style().withLabels(3));
        Batch batch = new Batch(0, 3, 3, 16, new byte[3 * 3 * 256], new int[] {2, 0, 2});
        try (GanTrainer trainer = new GanTrainer(config);
                Scope scope = new Scope()) {
            assertThat(trainer.labels(batch))
                    .hasShape(3, 3)
                    .hasValuesCloseTo(0, 0, 0, 1, 1, 0, 0, 0, 0, 1);
        }
    }

    @Test
    void unconditionalNetworksTakeNoLabels() {
        try (GanTrainer trainer = new GanTrainer(TinyTraining.fixed(TinyTraining.style()))) {
            Batch batch = new Batch(0, 1, 3, 16, new byte[3 * 256], new int[] {-1});
            assertThat((Object) trainer.labels(batch)).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void equalSeedsTrainEqually(NetworkConfig network) {
        Map<String, float[]> once = trained(TinyTraining.fixed(network), 3);
        Map<String, float[]> again = trained(TinyTraining.fixed(network), 3);
        Map<String, float[]> other =
                trained(TinyTraining.withSeed(TinyTraining.fixed(network), 8), 3);

        assertEqual(again, once);
        assertThat(other.get("generator")).isNotEqualTo(once.get("generator"));
        assertThat(other.get("discriminator")).isNotEqualTo(once.get("discriminator"));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyStepMovesBothNetworksAndCounts(NetworkConfig network) {
        try (GanTrainer trainer = new GanTrainer(TinyTraining.fixed(network))) {
            Map<String, float[]> before = TinyTraining.numbers(trainer);
            StepReport report = TinyTraining.steps(trainer, 1).get(0);

            assertThat(report.finite()).isTrue();
            assertThat(report.gradientNormD()).isPositive();
            assertThat(report.gradientNormG()).isPositive();
            assertThat(report.penalty()).isPositive();
            assertThat(trainer.step()).isEqualTo(1);
            assertThat(trainer.imagesSeen()).isEqualTo(4);
            Map<String, float[]> after = TinyTraining.numbers(trainer);
            assertThat(after.get("generator")).isNotEqualTo(before.get("generator"));
            assertThat(after.get("discriminator")).isNotEqualTo(before.get("discriminator"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MINIMAX", "LEAST_SQUARES", "WASSERSTEIN", "HINGE"})
    void everyLossTrains(AdversarialLoss loss) {
        Objective objective = new Objective(loss, 0, 1, 1, 10);
        TrainingConfig config =
                TinyTraining.with(
                        TinyTraining.progressive(), Schedule.fixed(16, 4, 0.002), objective);
        try (GanTrainer trainer = new GanTrainer(config)) {
            assertThat(TinyTraining.steps(trainer, 3)).allMatch(StepReport::finite);
        }
    }

    /** The discriminator learns against a generator that stands still. */
    @Test
    void discriminatorLearnsToTellRealsFromFakes() {
        TrainingConfig config =
                TinyTraining.with(
                        TinyTraining.progressive(),
                        Schedule.fixed(16, 4, 0.01),
                        new Objective(AdversarialLoss.NON_SATURATING, 0, 1, 0, 0));
        try (GanTrainer trainer = new GanTrainer(config)) {
            List<StepReport> reports = TinyTraining.steps(trainer, 40);
            StepReport last = reports.get(39);
            assertThat(reports.get(0).lossD()).isCloseTo(2 * Math.log(2), within(1.5));
            assertThat(last.scoreReal()).isGreaterThan(last.scoreFake());
        }
    }

    @Test
    void averageFollowsTheGeneratorByItsHalfLife() {
        try (GanTrainer trainer = new GanTrainer(TinyTraining.fixed(TinyTraining.style()))) {
            float[] initial = Ops.floats(trainer.generator().parameters().values());
            TinyTraining.steps(trainer, 1);
            float[] first = Ops.floats(trainer.generator().parameters().values());
            assertThat(Ops.floats(trainer.generatorEma().parameters().values()))
                    .as("the average is taken before the generator's first step")
                    .isEqualTo(initial);

            TinyTraining.steps(trainer, 1);
            double beta = Math.pow(0.5, 4 / 100.0); // half-life 100 images
            double[] expected = new double[initial.length];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = beta * initial[i] + (1 - beta) * first[i];
            }
            assertThat(trainer.generatorEma().parameters().values())
                    .hasValuesCloseTo(1e-7 * largest(expected), expected);
        }
    }

    private static double largest(double[] values) {
        return java.util.Arrays.stream(values).map(Math::abs).max().orElseThrow();
    }

    @Test
    void averageOfAConstantGeneratorIsTheGenerator() {
        TrainingConfig still =
                TinyTraining.with(
                        TinyTraining.style(), Schedule.fixed(16, 4, NO_RATE), Objective.PAPER);
        try (GanTrainer trainer = new GanTrainer(still)) {
            float[] initial = Ops.floats(trainer.generator().parameters().values());
            TinyTraining.steps(trainer, 5);
            assertThat(Ops.floats(trainer.generator().parameters().values())).isEqualTo(initial);
            assertThat(Ops.floats(trainer.generatorEma().parameters().values())).isEqualTo(initial);
        }
    }

    @Test
    void averageTakesTheGeneratorsBuffersAsTheyAre() {
        try (GanTrainer trainer = new GanTrainer(TinyTraining.fixed(TinyTraining.style()))) {
            Tensor noise = trainer.generator().parameters().buffers().get(1).tensor();
            fill(noise, 7);
            TinyTraining.steps(trainer, 1);
            Parameters average = trainer.generatorEma().parameters();
            assertThat(Ops.floats(average.buffers().get(1).tensor())).containsOnly(7);
            assertThat(Ops.floats(average.buffers().get(0).tensor()))
                    .as("the running mean of w")
                    .doesNotContain(0);
        }
    }

    /** A penalty at the end of single precision: the scores are good, the gradient is not. */
    @Test
    void aStepThatIsNotFiniteLeavesTheWeightsAlone() {
        TrainingConfig config =
                TinyTraining.with(
                        TinyTraining.style(),
                        Schedule.fixed(16, 4, 0.002),
                        new Objective(AdversarialLoss.NON_SATURATING, 1e38, 1, 0, 0));
        try (GanTrainer trainer = new GanTrainer(config)) {
            Map<String, float[]> before = TinyTraining.numbers(trainer);
            StepReport report = TinyTraining.steps(trainer, 1).get(0);

            assertThat(report.finite()).isFalse();
            assertThat(report.lossD()).isFinite();
            assertThat(report.lossG()).isNaN();
            assertWeightsEqual(TinyTraining.numbers(trainer), before);
            assertThat(trainer.isFinite()).isTrue();
            assertThat(trainer.step()).isEqualTo(1);
            assertThat(trainer.imagesSeen()).isEqualTo(4);
        }
    }

    @Test
    void aBrokenDiscriminatorTeachesTheGeneratorNothing() {
        try (GanTrainer trainer = new GanTrainer(TinyTraining.fixed(TinyTraining.style()))) {
            TinyTraining.steps(trainer, 2);
            poison(trainer.discriminator().parameters());
            Map<String, float[]> before = TinyTraining.numbers(trainer);

            assertThat(TinyTraining.steps(trainer, 3)).noneMatch(StepReport::finite);
            assertWeightsEqual(TinyTraining.numbers(trainer), before);
            assertThat(trainer.isFinite()).isFalse();
            assertThat(trainer.step()).isEqualTo(5);
        }
    }

    @Test
    void aBrokenGeneratorTeachesTheDiscriminatorNothing() {
        try (GanTrainer trainer = new GanTrainer(TinyTraining.fixed(TinyTraining.style()))) {
            poison(trainer.generator().parameters());
            Map<String, float[]> before = TinyTraining.numbers(trainer);

            assertThat(TinyTraining.steps(trainer, 2)).noneMatch(StepReport::finite);
            assertWeightsEqual(TinyTraining.numbers(trainer), before);
        }
    }

    @Test
    void trainingGoesOnAfterAStepThatWasNotFinite() {
        try (GanTrainer trainer = new GanTrainer(TinyTraining.fixed(TinyTraining.style()))) {
            TinyTraining.steps(trainer, 1);
            float[] good = Ops.floats(trainer.discriminator().parameters().values());
            poison(trainer.discriminator().parameters());
            TinyTraining.steps(trainer, 1);
            Tensor values = trainer.discriminator().parameters().values();
            try (Scope scope = new Scope()) {
                values.copy_(Ops.of(good, good.length));
            }
            assertThat(TinyTraining.steps(trainer, 1).get(0).finite()).isTrue();
            assertThat(trainer.isFinite()).isTrue();
        }
    }

    @Test
    void stepsDrawFromStreamsOfTheirOwn() {
        Set<Long> streams = new HashSet<>();
        for (long seed = 0; seed < 100; seed++) {
            for (long step = 0; step < 100; step++) {
                streams.add(Seeds.mix(seed, step));
            }
        }
        assertThat(streams).hasSize(10_000);
    }

    private static Map<String, float[]> trained(TrainingConfig config, int steps) {
        try (GanTrainer trainer = new GanTrainer(config)) {
            TinyTraining.steps(trainer, steps);
            return TinyTraining.numbers(trainer);
        }
    }

    static void assertEqual(Map<String, float[]> actual, Map<String, float[]> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, values) -> assertThat(actual.get(name)).as(name).isEqualTo(values));
    }

    private static void assertWeightsEqual(
            Map<String, float[]> actual, Map<String, float[]> expected) {
        for (String name : expected.keySet()) {
            if (!name.equals("generator buffers") && !name.equals("counts")) {
                assertThat(actual.get(name)).as(name).isEqualTo(expected.get(name));
            }
        }
    }

    private static void poison(Parameters parameters) {
        RawData.view(parameters.values()).putFloat(0, Float.POSITIVE_INFINITY);
    }

    private static void fill(Tensor tensor, double value) {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            tensor.copy_(Ops.add(Ops.zeros(DType.FLOAT32, tensor.shape()), value));
        }
    }

    private static Batch batch(int n, int channels, int side, byte[] pixels, int labels) {
        return new Batch(0, n, channels, side, pixels, new int[labels]);
    }
}

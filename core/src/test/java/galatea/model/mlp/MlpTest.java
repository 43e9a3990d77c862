package galatea.model.mlp;

import static galatea.testing.TensorAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import galatea.model.Discriminator;
import galatea.model.Generator;
import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.model.NetworkConfigs;
import galatea.model.NetworkFile;
import galatea.model.Networks;
import galatea.model.Provenance;
import galatea.testing.OneThread;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(OneThread.class)
class MlpTest {
    private static final MlpConfig TINY = new MlpConfig(2, 3, 4, 2);

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, 1, 'channels must be in [1, 64]: 0'",
        "65, 1, 1, 1, 'channels must be in [1, 64]: 65'",
        "1, 0, 1, 1, 'latentSize must be in [1, 4096]: 0'",
        "1, 4097, 1, 1, 'latentSize must be in [1, 4096]: 4097'",
        "1, 1, 0, 1, 'width must be in [1, 4096]: 0'",
        "1, 1, 4097, 1, 'width must be in [1, 4096]: 4097'",
        "1, 1, 1, 0, 'depth must be in [1, 16]: 0'",
        "1, 1, 1, 17, 'depth must be in [1, 16]: 17'"
    })
    void valuesOutOfRangeAreNamed(
            int channels, int latentSize, int width, int depth, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MlpConfig(channels, latentSize, width, depth))
                .withMessage(message);
    }

    @Test
    void theTopOfEveryRangeIsAllowed() {
        assertThat(new MlpConfig(64, 4096, 4096, 16).depth()).isEqualTo(16);
    }

    @Test
    void pointsArePicturesOfOnePixelWithoutClasses() {
        assertThat(TINY.family()).isEqualTo("mlp");
        assertThat(TINY.resolution()).isEqualTo(1);
        assertThat(TINY.resolutionLog2()).isZero();
        assertThat(TINY.labelSize()).isZero();
        assertThat(TINY.growing()).isFalse();
    }

    /** Weights and biases; multiply-adds have no biases. By hand: 3·4 + 4·4 + 4·2 = 36. */
    @ParameterizedTest
    @CsvSource({
        "2, 3, 4, 2, 46, 37, 36, 28",
        "2, 2, 16, 2, 354, 337, 320, 304",
        "2, 2, 128, 3, 33666, 33537, 33280, 33152",
        "1, 5, 7, 1, 50, 22, 42, 14"
    })
    void parametersAndMultiplyAddsAreCounted(
            int channels,
            int latentSize,
            int width,
            int depth,
            long generatorCount,
            long discriminatorCount,
            long generatorWork,
            long discriminatorWork) {
        MlpConfig config = new MlpConfig(channels, latentSize, width, depth);
        try (Generator generator = new MlpGenerator(config, DType.FLOAT32, 1);
                Discriminator discriminator = new MlpDiscriminator(config, DType.FLOAT32, 1)) {
            assertThat(generator.parameters().count()).isEqualTo(generatorCount);
            assertThat(discriminator.parameters().count()).isEqualTo(discriminatorCount);
        }
        assertThat(config.generatorMultiplyAdds()).isEqualTo(generatorWork);
        assertThat(config.discriminatorMultiplyAdds()).isEqualTo(discriminatorWork);
    }

    @Test
    void thePlaneHasThreeHiddenLayersFromTwoLatents() {
        assertThat(MlpConfig.plane(32)).isEqualTo(new MlpConfig(2, 2, 32, 3));
    }

    @Test
    void tensorsAreNamedByLayer() {
        try (Generator generator = new MlpGenerator(TINY, DType.FLOAT32, 1)) {
            assertThat(generator.parameters().trained())
                    .extracting(p -> p.name() + Arrays.toString(p.shape()))
                    .containsExactly(
                            "layer1/weight[4, 3]",
                            "layer1/bias[4]",
                            "layer2/weight[4, 4]",
                            "layer2/bias[4]",
                            "output/weight[2, 4]",
                            "output/bias[2]");
        }
    }

    /** z = (1, −2): (1·1 − 2·2 + 0.5, 3·1 + 1·2 − 1) = (−2.5, 4) → (0, 4) → (−4 + 1, 2 + 0.25). */
    @Test
    void pointsAreThoseComputedByHand() {
        try (Generator generator = new MlpGenerator(new MlpConfig(2, 2, 2, 1), DType.FLOAT64, 1);
                Scope scope = new Scope()) {
            fill(generator.parameters(), 1, 2, 3, -1, 0.5, -1, 7, -1, 5, 0.5, 1, 0.25);
            Tensor z = Ops.of(DType.FLOAT64, new double[] {1, -2, 0, 0}, 2, 2);
            // Of z = 0 the biases: (0.5, −1) → (0.5, 0) → (3.5 + 1, 2.5 + 0.25).
            assertThat(generator.forward(z, null, 0, LayerTap.NONE))
                    .hasShape(2, 2, 1, 1)
                    .hasValuesCloseTo(0, -3, 2.25, 4.5, 2.75);
        }
    }

    /** x = (1, −2) through the same hidden layer: (0, 4) → 3·0 − 4/2 + 1. */
    @Test
    void scoresAreThoseComputedByHand() {
        try (Discriminator discriminator =
                        new MlpDiscriminator(new MlpConfig(2, 9, 2, 1), DType.FLOAT64, 1);
                Scope scope = new Scope()) {
            fill(discriminator.parameters(), 1, 2, 3, -1, 0.5, -1, 3, -0.5, 1);
            Tensor x = Ops.of(DType.FLOAT64, new double[] {1, -2, 0, 0}, 2, 2, 1, 1);
            assertThat(discriminator.forward(x, null, 0, 2))
                    .hasShape(2)
                    .hasValuesCloseTo(0, -1, 2.5);
        }
    }

    @Test
    void generatorsGradientMatchesCentralDifferences() {
        try (Generator generator = new MlpGenerator(TINY, DType.FLOAT64, 2);
                Scope scope = new Scope()) {
            Tensor z = formula(5, 3);
            assertGradient(
                    generator.parameters(), () -> generator.forward(z, null, 0, LayerTap.NONE));
        }
    }

    @Test
    void discriminatorsGradientMatchesCentralDifferences() {
        try (Discriminator discriminator = new MlpDiscriminator(TINY, DType.FLOAT64, 2);
                Scope scope = new Scope()) {
            Tensor x = formula(5, 2, 1, 1);
            assertGradient(discriminator.parameters(), () -> discriminator.forward(x, null, 0));
        }
    }

    @Test
    void tapsSeeEveryHiddenLayerAfterItsActivation() {
        List<Layer> layers = new ArrayList<>();
        try (Generator generator = new MlpGenerator(TINY, DType.FLOAT32, 1);
                Scope scope = new Scope()) {
            generator.forward(
                    latents(),
                    null,
                    0,
                    (layer, features) -> {
                        assertThat(features).hasShape(5, 4, 1, 1);
                        assertThat(Ops.item(features.min())).isNotNegative();
                        layers.add(layer);
                        return features;
                    });
            assertThat(layers)
                    .containsExactly(new Layer(0, "layer1", 4, 1), new Layer(1, "layer2", 4, 1));
            assertThat(generator.layers()).isEqualTo(layers);
        }
    }

    @Test
    void aTapThatChangesNothingChangesNothing() {
        try (Generator generator = new MlpGenerator(TINY, DType.FLOAT32, 1);
                Scope scope = new Scope()) {
            Tensor plain = generator.forward(latents(), null, 0, LayerTap.NONE);
            Tensor tapped = generator.forward(latents(), null, 0, (layer, x) -> x);
            assertThat(tapped).isCloseTo(plain, 0, 0);
        }
    }

    /** Without the last hidden layer only the bias of the output is left. */
    @Test
    void tapsCanChangeFeatures() {
        try (Generator generator = new MlpGenerator(new MlpConfig(2, 2, 2, 1), DType.FLOAT64, 1);
                Scope scope = new Scope()) {
            fill(generator.parameters(), 1, 2, 3, -1, 0.5, -1, 7, -1, 5, 0.5, 1, 0.25);
            Tensor z = Ops.of(DType.FLOAT64, new double[] {1, -2}, 1, 2);
            LayerTap ablation = (layer, x) -> Ops.mul(x, 0);
            assertThat(generator.forward(z, null, 0, ablation)).hasValuesCloseTo(0, 1, 0.25);
        }
    }

    /** Weights after He et al. 2015, biases 0. */
    @Test
    void layersStartWithTheSpreadThatKeepsSizes() {
        MlpConfig config = new MlpConfig(64, 128, 512, 2);
        try (Generator generator = new MlpGenerator(config, DType.FLOAT32, 1)) {
            assertDeviation(generator, "layer1/weight", Math.sqrt(2.0 / 128));
            assertDeviation(generator, "layer2/weight", Math.sqrt(2.0 / 512));
            assertDeviation(generator, "output/weight", Math.sqrt(1.0 / 512));
            assertThat(Ops.floats(named(generator, "layer2/bias"))).containsOnly(0);
        }
    }

    @Test
    void equalSeedsGiveEqualNetworks() {
        try (Generator one = new MlpGenerator(TINY, DType.FLOAT32, 5);
                Generator same = new MlpGenerator(TINY, DType.FLOAT32, 5);
                Generator other = new MlpGenerator(TINY, DType.FLOAT32, 6)) {
            float[] values = Ops.floats(one.parameters().values());
            assertThat(Ops.floats(same.parameters().values())).isEqualTo(values);
            assertThat(Ops.floats(other.parameters().values())).isNotEqualTo(values);
        }
    }

    @Test
    void networksComeBackFromAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("mlp.safetensors");
        try (Generator generator = Networks.generator(TINY, DType.FLOAT32, 5);
                Discriminator discriminator = Networks.discriminator(TINY, DType.FLOAT32, 6)) {
            Provenance provenance = Provenance.of(5, 1000, "toy:ring", "abc");
            NetworkFile.save(file, generator, discriminator, 0, provenance);
            NetworkFile opened = NetworkFile.open(file);
            assertThat(opened.config()).isEqualTo(TINY);
            try (Generator loaded = opened.generator();
                    Discriminator judge = opened.discriminator()) {
                assertThat(loaded.parameters().values())
                        .isCloseTo(generator.parameters().values(), 0, 0);
                assertThat(judge.parameters().values())
                        .isCloseTo(discriminator.parameters().values(), 0, 0);
            }
        }
    }

    @Test
    void configsComeBackFromText() {
        String text = NetworkConfigs.toJson(TINY);
        assertThat(text)
                .isEqualTo(
                        """
                        {"family":"mlp","channels":2,"latentSize":3,"width":4,"depth":2}""");
        assertThat(NetworkConfigs.fromJson(text)).isEqualTo(TINY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            "width":4 | "width":0           | width must be in [1, 4096]: 0
            "width":4 | "breadth":4         | network config must have a value width
            "depth":2 | "depth":2,"size":3  | network config must have no value size
            """)
    void wrongTextsAreNamed(String right, String wrong, String message) {
        String text = NetworkConfigs.toJson(TINY).replace(right, wrong);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkConfigs.fromJson(text))
                .withMessage(message);
    }

    @Test
    void latentsOfAnotherLengthAreNamed() {
        try (Generator generator = new MlpGenerator(TINY, DType.FLOAT32, 1);
                Scope scope = new Scope()) {
            Tensor z = Ops.zeros(DType.FLOAT32, 5, 2);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> generator.forward(z, null, 0, LayerTap.NONE))
                    .withMessage("z must have shape [N, 3]: [5, 2]");
        }
    }

    @Test
    void pointsOfAnotherDimensionAreNamed() {
        try (Discriminator discriminator = new MlpDiscriminator(TINY, DType.FLOAT32, 1);
                Scope scope = new Scope()) {
            Tensor x = Ops.zeros(DType.FLOAT32, 5, 3, 1, 1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> discriminator.forward(x, null, 0))
                    .withMessage("images must have shape [N, 2, 1, 1]: [5, 3, 1, 1]");
        }
    }

    private static Tensor latents() {
        return formula(5, 3).to(ScalarType.Float);
    }

    private static Tensor formula(long... shape) {
        int count = Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = 1.5 * Math.sin(1 + 2.3 * i);
        }
        return Ops.of(DType.FLOAT64, values, shape);
    }

    /** Fills tensor after tensor in the order of declaration. */
    private static void fill(Parameters parameters, double... values) {
        int at = 0;
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            for (Parameter parameter : parameters.trained()) {
                int count = Math.toIntExact(parameter.count());
                double[] own = Arrays.copyOfRange(values, at, at + count);
                parameter.tensor().copy_(Ops.of(DType.FLOAT64, own, parameter.shape()));
                at += count;
            }
        }
        assertThat(at).isEqualTo(values.length);
    }

    private static Tensor named(Generator generator, String name) {
        return generator.parameters().trained().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow()
                .tensor();
    }

    private static void assertDeviation(Generator generator, String name, double deviation) {
        float[] values = Ops.floats(named(generator, name));
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        double actual = Math.sqrt(squares / values.length);
        assertThat(actual).as(name).isCloseTo(deviation, within(0.02 * deviation));
    }

    /** Every weight and bias by differences of 1e-5, relative to the whole gradient. */
    private static void assertGradient(Parameters parameters, Supplier<Tensor> output) {
        stir(parameters);
        DoubleSupplier loss =
                () -> {
                    try (Scope scope = new Scope()) {
                        return Ops.item(weighted(output.get()));
                    }
                };
        parameters.zeroGradient();
        weighted(output.get()).backward();
        double norm = parameters.gradientNorm();
        for (Parameter parameter : parameters.trained()) {
            double[] gradient = Ops.doubles(parameter.tensor().grad());
            double[] values = Ops.doubles(parameter.tensor());
            for (int i = 0; i < values.length; i++) {
                double above = moved(parameter, values, i, 1e-5, loss);
                double below = moved(parameter, values, i, -1e-5, loss);
                assertThat(gradient[i])
                        .as("%s %d", parameter.name(), i)
                        .isCloseTo((above - below) / 2e-5, within(1e-6 * norm));
            }
            set(parameter, values);
        }
    }

    private static double moved(
            Parameter parameter, double[] values, int i, double by, DoubleSupplier loss) {
        double[] moved = values.clone();
        moved[i] += by;
        set(parameter, moved);
        return loss.getAsDouble();
    }

    private static void set(Parameter parameter, double[] values) {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            parameter.tensor().copy_(Ops.of(DType.FLOAT64, values, parameter.shape()));
        }
    }

    /** Biases of zero would hide behind each other. */
    private static void stir(Parameters parameters) {
        for (Parameter parameter : parameters.trained()) {
            double[] values = Ops.doubles(parameter.tensor());
            for (int i = 0; i < values.length; i++) {
                values[i] += 0.1 * Math.sin(1 + i);
            }
            set(parameter, values);
        }
    }

    /** A number that every element moves differently. */
    private static Tensor weighted(Tensor x) {
        return x.mul(formula(x.shape())).sum();
    }
}

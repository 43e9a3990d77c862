package galatea.model;

import static galatea.testing.TensorAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import galatea.model.progressive.ProgressiveConfig;
import galatea.model.style.StyleConfig;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class GrowingTest {
    private record Pair(NetworkConfig large, NetworkConfig small) {}

    /** Networks without noise, and the same at half the resolution. */
    static final List<Pair> PAIRS =
            List.of(
                    new Pair(
                            TinyConfigs.progressive(),
                            ProgressiveConfig.paper(8, 3).withWidths(List.of(5, 4)).withLatents(6)),
                    new Pair(
                            TinyConfigs.style().withConfiguration('D'),
                            StyleConfig.paper(8, 3)
                                    .withFmaps(16, 4)
                                    .withMapping(5, 2)
                                    .withConfiguration('D')));

    static Stream<NetworkConfig> growing() {
        return TinyConfigs.all().filter(NetworkConfig::growing);
    }

    @ParameterizedTest
    @MethodSource("growing")
    void resolutionHalvesAtEachLod(NetworkConfig config) {
        Probe probe = new Probe(config, DType.FLOAT32);
        try (Generator generator = Networks.generator(config, DType.FLOAT32, 1);
                Discriminator discriminator = Networks.discriminator(config, DType.FLOAT32, 1);
                Scope scope = new Scope()) {
            for (double lod = 0; lod <= config.resolutionLog2() - 2; lod += 0.5) {
                int side = config.resolution() >> (int) lod;
                Tensor image = probe.picture(generator, lod, LayerTap.NONE);
                assertThat(image).hasShape(Probe.BATCH, config.channels(), side, side);
                Tensor scores = discriminator.forward(image, probe.labels(Probe.BATCH), lod);
                assertThat(scores).hasShape(Probe.BATCH);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"8, 1", "16, 3", "32, 4", "64, 3", "128, 1"})
    void everyResolutionAndColourCountWorks(int resolution, int channels) {
        oneImage(ProgressiveConfig.paper(resolution, channels).withFmaps(16, 4));
        oneImage(StyleConfig.paper(resolution, channels).withFmaps(16, 4).withMapping(4, 1));
    }

    private static void oneImage(NetworkConfig config) {
        try (Generator generator = Networks.generator(config, DType.FLOAT32, 1);
                Discriminator discriminator = Networks.discriminator(config, DType.FLOAT32, 1);
                Scope scope = new Scope()) {
            Tensor z = Ops.randn(DType.FLOAT32, 1, config.latentSize());
            Tensor image = generator.forward(z, null, 0, LayerTap.NONE);
            int side = config.resolution();
            assertThat(image).hasShape(1, config.channels(), side, side);
            assertThat(discriminator.forward(image, null, 0)).hasShape(1);
        }
    }

    @ParameterizedTest
    @FieldSource("PAIRS")
    void generatorAtLodOneEqualsTheOneOfHalfTheResolution(Pair pair) {
        try (Generator large = Networks.generator(pair.large, DType.FLOAT32, 1);
                Generator small = Networks.generator(pair.small, DType.FLOAT32, 2);
                Scope scope = new Scope()) {
            Probe.stir(large.parameters(), 0.1);
            inherit(small.parameters(), large.parameters());
            Tensor lower = new Probe(pair.small, DType.FLOAT32).picture(small, 0, LayerTap.NONE);
            Tensor upper = new Probe(pair.large, DType.FLOAT32).picture(large, 1, LayerTap.NONE);
            assertThat(Ops.floats(upper)).isEqualTo(Ops.floats(lower));
        }
    }

    @ParameterizedTest
    @FieldSource("PAIRS")
    void discriminatorAtLodOneEqualsTheOneOfHalfTheResolution(Pair pair) {
        try (Discriminator large = Networks.discriminator(pair.large, DType.FLOAT32, 1);
                Discriminator small = Networks.discriminator(pair.small, DType.FLOAT32, 2);
                Scope scope = new Scope()) {
            Probe.stir(large.parameters(), 0.1);
            inherit(small.parameters(), large.parameters());
            Tensor images = new Probe(pair.small, DType.FLOAT32).images(4, 0);
            assertThat(Ops.floats(large.forward(images, null, 1)))
                    .isEqualTo(Ops.floats(small.forward(images, null, 0)));
        }
    }

    @ParameterizedTest
    @FieldSource("PAIRS")
    void fractionalLodFadesBetweenTwoResolutions(Pair pair) {
        Probe probe = new Probe(pair.large, DType.FLOAT32);
        try (Generator generator = Networks.generator(pair.large, DType.FLOAT32, 1);
                Scope scope = new Scope()) {
            Tensor fine = probe.picture(generator, 0, LayerTap.NONE);
            Tensor coarse = probe.picture(generator, 1, LayerTap.NONE);
            Tensor faded = probe.picture(generator, 0.25, LayerTap.NONE);
            Tensor expected = Ops.lerp(fine, Ops.upsampleNearest(coarse, 2), 0.25);
            assertThat(Ops.floats(faded)).isEqualTo(Ops.floats(expected));
        }
    }

    /** A network nearly grown to lod 0 from 1 still scores an upsampled picture as before. */
    @ParameterizedTest
    @FieldSource("PAIRS")
    void discriminatorFadesWithoutAJump(Pair pair) {
        try (Discriminator d = Networks.discriminator(pair.large, DType.FLOAT64, 1);
                Scope scope = new Scope()) {
            Tensor small = new Probe(pair.large, DType.FLOAT64).images(4, 1);
            Tensor before = d.forward(small, null, 1);
            Tensor after = d.forward(Ops.upsampleNearest(small, 2), null, 1 - 1e-9);
            assertThat(after).isCloseTo(before, 1e-7, 1e-7);
        }
    }

    /** Copies by name; resolutions are counted from the top in the names of colour layers. */
    private static void inherit(Parameters small, Parameters large) {
        Map<String, Tensor> byName =
                Stream.concat(large.trained().stream(), large.buffers().stream())
                        .collect(Collectors.toMap(Parameter::name, Parameter::tensor));
        Function<String, String> name =
                n -> n.replace("RGB_lod1", "RGB_lod2").replace("RGB_lod0", "RGB_lod1");
        try (NoGradGuard noGrad = new NoGradGuard()) {
            for (Parameter parameter : small.trained()) {
                parameter.tensor().copy_(byName.get(name.apply(parameter.name())));
            }
        }
    }
}

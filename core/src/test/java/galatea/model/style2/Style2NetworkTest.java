package galatea.model.style2;

import static galatea.testing.TensorAssert.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.NoiseMode;
import galatea.latent.Truncation;
import galatea.model.Discriminator;
import galatea.model.Generator;
import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.model.NetworkFile;
import galatea.model.Noise;
import galatea.model.StyledGenerator;
import galatea.nn.Fir;
import galatea.testing.LeakCheck;
import galatea.testing.OneThread;
import galatea.testing.TinyNetworks;
import galatea.torch.DType;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OneThread.class)
class Style2NetworkTest {
    private static final Style2Config CONFIG = TinyNetworks.STYLE2;

    /** Counted from the published settings; that of 256 also stands in a user's log. */
    @ParameterizedTest
    @CsvSource({
        "1024, 32768, 8, 30370060, 29012513",
        "1024, 32768, 2, 28794124, 29012513",
        "512, 32768, 8, 30276583, 28982849",
        "256, 16384, 8, 24767458, 24001089",
        "256, 32768, 2, 28458402, 28864129",
        "128, 16384, 8, 24525213, 23882369",
        "64, 16384, 2, 22243608, 23407361",
        "32, 16384, 8, 21523475, 21507073"
    })
    void countsEqualThoseOfThePublishedNetworks(
            int resolution, int base, int mapping, long generator, long discriminator) {
        Style2Config config =
                Style2Config.paper(resolution, 3, base, 512).withMapping(512, mapping);
        try (Generator g = new Style2Generator(config, DType.FLOAT32, 0)) {
            assertThat(g.parameters().count()).isEqualTo(generator);
        }
        try (Discriminator d = new Style2Discriminator(config, DType.FLOAT32, 0)) {
            assertThat(d.parameters().count()).isEqualTo(discriminator);
        }
    }

    @Test
    void layersAreStylesFeaturesAndColours() {
        try (Generator g = TinyNetworks.generator(CONFIG, 5)) {
            assertThat(g.layers().stream().map(Layer::name))
                    .containsExactly(
                            "4x4/Conv1/style",
                            "4x4/Conv1",
                            "4x4/ToRGB/style",
                            "4x4/ToRGB",
                            "8x8/Conv0_up/style",
                            "8x8/Conv0_up",
                            "8x8/Conv1/style",
                            "8x8/Conv1",
                            "8x8/ToRGB/style",
                            "8x8/ToRGB",
                            "16x16/Conv0_up/style",
                            "16x16/Conv0_up",
                            "16x16/Conv1/style",
                            "16x16/Conv1",
                            "16x16/ToRGB/style",
                            "16x16/ToRGB");
            assertThat(g.layers()).allMatch(l -> g.layers().get(l.index()).equals(l));
            assertThat(g.layers().stream().filter(Layer::inStyleSpace))
                    .hasSize(8)
                    .allMatch(l -> l.resolution() == 1);
        }
    }

    @Test
    void pictureIsTheSumOfTheColoursOfAllResolutions() {
        try (StyledGenerator g = (StyledGenerator) TinyNetworks.generator(CONFIG, 5);
                Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Map<String, Tensor> seen = new HashMap<>();
            LayerTap tap =
                    (layer, x) -> {
                        seen.put(layer.name(), x);
                        return x;
                    };
            Tensor image = draw(g, styles(g), tap);
            Tensor first = requireNonNull(seen.get("4x4/ToRGB"));
            Tensor sum = Fir.up(first).add(seen.get("8x8/ToRGB"));
            assertThat(image).isCloseTo(Fir.up(sum).add(seen.get("16x16/ToRGB")), 0, 0);
        }
    }

    /** One kernel for all pictures, yet each has its own style. */
    @Test
    void picturesOfABatchDoNotSeeEachOther() {
        try (StyledGenerator g = new Style2Generator(CONFIG, DType.FLOAT64, 5);
                Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Engine.seed(8);
            Tensor ws = Ops.randn(DType.FLOAT64, 3, g.numWs(), g.wSize());
            Tensor batch = draw(g, ws, LayerTap.NONE);
            for (int n = 0; n < 3; n++) {
                Tensor alone = draw(g, ws.narrow(0, n, 1), LayerTap.NONE);
                assertThat(batch.narrow(0, n, 1)).isCloseTo(alone, 1e-11, 1e-11);
            }
        }
    }

    /** Single pictures take another way through the layers, also backward. */
    @Test
    void gradientsOfABatchAreThoseOfItsPictures() {
        try (StyledGenerator g = new Style2Generator(CONFIG.withConvClamp(1.5), DType.FLOAT64, 5);
                Scope scope = new Scope()) {
            Engine.seed(8);
            Tensor ws = Ops.randn(DType.FLOAT64, 3, g.numWs(), g.wSize()).requires_grad_(true);
            Tensor batch = Ops.gradient(draw(g, ws, LayerTap.NONE).square(), ws);
            for (int n = 0; n < 3; n++) {
                Tensor one = ws.detach().narrow(0, n, 1).clone().requires_grad_(true);
                Tensor alone = Ops.gradient(draw(g, one, LayerTap.NONE).square(), one);
                assertThat(batch.narrow(0, n, 1)).isCloseTo(alone, 1e-9, 1e-11);
            }
            assertThat(Ops.item(batch.abs().max())).isGreaterThan(1e-3);
        }
    }

    @Test
    void boundHoldsForFeaturesAndColours() {
        Style2Config bounded = CONFIG.withConvClamp(0.75);
        try (StyledGenerator g = (StyledGenerator) TinyNetworks.generator(bounded, 5);
                Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            draw(
                    g,
                    styles(g),
                    (layer, x) -> {
                        if (!layer.inStyleSpace()) {
                            assertThat(Ops.item(x.abs().max())).isEqualTo(0.75);
                        }
                        return x;
                    });
        }
    }

    @Test
    void noiseIsCountedByConvolutions() {
        try (StyledGenerator g = (StyledGenerator) TinyNetworks.generator(CONFIG, 5);
                Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            int[] resolutions = {4, 8, 8, 16, 16};
            Noise noise =
                    (number, n, resolution) -> {
                        assertThat(resolution).isEqualTo(resolutions[number]);
                        return g.storedNoise().of(number, n, resolution);
                    };
            Tensor ws = styles(g);
            Tensor image = g.synthesize(ws, noise, 0, LayerTap.NONE);
            assertThat(image).isCloseTo(draw(g, ws, LayerTap.NONE), 0, 0);
        }
    }

    @Test
    void editsOfStylesAreFoldedExactly() {
        try (StyledGenerator g = (StyledGenerator) TinyNetworks.generator(CONFIG, 5);
                Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor ws = styles(g);
            for (String name : List.of("8x8/Conv1/style", "16x16/ToRGB/style")) {
                Layer layer = Layer.named(name, g.layers());
                Tensor edited = draw(g, ws, pull(layer, 3, 0.75, -2));
                Tensor before = draw(g, ws, LayerTap.NONE);
                g.fold(layer, 3, 0.75, -2);
                assertThat(Ops.item(edited.sub(before).abs().max())).isGreaterThan(1e-3);
                assertThat(draw(g, ws, LayerTap.NONE)).isCloseTo(edited, 1e-4, 1e-4);
            }
        }
    }

    private static LayerTap pull(Layer edited, int unit, double alpha, double value) {
        return (layer, x) -> {
            if (!layer.equals(edited)) {
                return x;
            }
            Tensor y = x.clone();
            y.narrow(1, unit, 1)
                    .copy_(Ops.add(Ops.mul(x.narrow(1, unit, 1), 1 - alpha), alpha * value));
            return y;
        };
    }

    @Test
    void editsOfFeaturesAreNotFolded() {
        try (Generator g = TinyNetworks.generator(CONFIG, 5)) {
            Layer layer = Layer.named("8x8/Conv1", g.layers());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> g.fold(layer, 0, 1, 0))
                    .withMessage(
                            "layer must be a style, such as 8x8/Conv1/style, to fold an edit of it"
                                    + " into a style2 network: 8x8/Conv1");
        }
    }

    @Test
    void fileKeepsEverything(@TempDir Path folder) throws IOException {
        Style2Config config = CONFIG.withLabels(3);
        Path file = TinyNetworks.write(folder.resolve("n.safetensors"), config);
        GenerateOptions options =
                GenerateOptions.defaults()
                        .withLabel(2)
                        .withNoise(NoiseMode.CONST)
                        .withTruncation(new Truncation(0.6, 4));
        assertThat(NetworkFile.open(file).config()).isEqualTo(config);
        try (GeneratorSession session = GeneratorSession.open(file);
                GeneratorSession own = GeneratorSession.of(TinyNetworks.generator(config, 5), 0);
                Discriminator discriminator = NetworkFile.open(file).discriminator()) {
            assertThat(session.levels(session.latent(7), options))
                    .isEqualTo(own.levels(own.latent(7), options));
            assertThat(session.numWs()).isEqualTo(6);
            assertThat(discriminator.config()).isEqualTo(config);
        }
    }

    @Test
    void useLeavesNothingBehind() {
        try (GeneratorSession session = GeneratorSession.of(TinyNetworks.generator(CONFIG, 5), 0)) {
            LeakCheck.assertLeavesNothingBehind(
                    () -> session.generate(3, GenerateOptions.defaults()));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.POSITIVE_INFINITY, Double.NaN})
    void boundsOutOfRangeAreRefused(double clamp) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CONFIG.withConvClamp(clamp))
                .withMessage("convClamp must be a bound above 0, or 0 for none: " + clamp);
    }

    @Test
    void widthsOfAnotherResolutionAreRefused() {
        DiscriminatorPlan plan =
                new DiscriminatorPlan(Architecture.PLAIN, List.of(4, 4), 4, 1, 4, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CONFIG.withDiscriminator(plan))
                .withMessage(
                        "discriminator.widths must have 3 values, one for each resolution from 4 to"
                                + " 16: [4, 4]");
    }

    /** [3, numWs, wSize], a style of its own for each layer. */
    private static Tensor styles(StyledGenerator g) {
        Engine.seed(8);
        return Ops.randn(DType.FLOAT32, 3, g.numWs(), g.wSize());
    }

    private static Tensor draw(StyledGenerator g, Tensor ws, LayerTap tap) {
        return g.synthesize(ws, g.storedNoise(), 0, tap);
    }
}

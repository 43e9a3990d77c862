package galatea.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.format.NpyArray;
import galatea.image.Picture;
import galatea.model.LayerTap;
import galatea.model.style.StyleConfig;
import galatea.model.style.StyleGenerator;
import galatea.testing.LeakCheck;
import galatea.testing.TinyNetworks;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GeneratorSessionTest {
    private static final GenerateOptions DEFAULTS = GenerateOptions.defaults();

    private final GeneratorSession session =
            GeneratorSession.of(TinyNetworks.generator(TinyNetworks.STYLE, 5), 0);

    @AfterEach
    void close() {
        session.close();
    }

    @ParameterizedTest
    @EnumSource
    void sameSeedGivesTheSamePictureWhateverIsDrawnBetween(NoiseMode mode) {
        GenerateOptions options = DEFAULTS.withNoise(mode).withPsi(0.7);
        byte[] first = session.generate(3, options).pixels();
        session.generate(4, options);
        Engine.seed(99);
        assertThat(session.generate(3, options).pixels()).isEqualTo(first);
    }

    @Test
    void picturesAreTheNetworksOwn() {
        StyleGenerator generator = (StyleGenerator) TinyNetworks.generator(TinyNetworks.STYLE, 5);
        try (generator;
                Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            var z = Ops.of(NumpyRandom.z(3, 16), 1, 16);
            var ws = generator.broadcast(generator.mapping().forward(z, null));
            var image =
                    generator
                            .synthesis()
                            .forward(ws, generator.synthesis().storedNoise(), 0, LayerTap.NONE);
            assertThat(session.levels(session.latent(3), DEFAULTS)).isEqualTo(Ops.floats(image));
        }
    }

    @Test
    void noiseModesDiffer() {
        byte[] random = session.generate(3, DEFAULTS.withNoise(NoiseMode.RANDOM)).pixels();
        byte[] stored = session.generate(3, DEFAULTS.withNoise(NoiseMode.CONST)).pixels();
        byte[] none = session.generate(3, DEFAULTS.withNoise(NoiseMode.NONE)).pixels();
        assertThat(random).isNotEqualTo(stored);
        assertThat(stored).isNotEqualTo(none);
        assertThat(none).isNotEqualTo(random);
    }

    @Test
    void psiZeroGivesTheAveragePictureForAllSeeds() {
        byte[] first = session.generate(0, DEFAULTS.withPsi(0)).pixels();
        assertThat(session.generate(1, DEFAULTS.withPsi(0)).pixels()).isEqualTo(first);
        assertThat(session.generate(1, DEFAULTS).pixels()).isNotEqualTo(first);
    }

    @Test
    void stylesGiveThePictureOfTheirSeed() {
        GenerateOptions options = DEFAULTS.withPsi(0.6);
        Latent styles = session.styles(session.latent(8), options);
        assertThat(session.generate(styles, DEFAULTS).pixels())
                .isEqualTo(session.generate(8, options).pixels());
    }

    @Test
    void arraysOfEitherSpaceAreRead() {
        List<Latent> z = session.latents(NpyArray.of(NumpyRandom.z(7, 16), 1, 16));
        Latent styles = session.styles(z.get(0), DEFAULTS);
        List<Latent> ws = session.latents(NpyArray.of(styles.values(), 1, 6, 16));
        Picture expected = session.generate(7);
        assertThat(session.generate(z.get(0), DEFAULTS).pixels()).isEqualTo(expected.pixels());
        assertThat(session.generate(ws.get(0), DEFAULTS).pixels()).isEqualTo(expected.pixels());
    }

    @Test
    void arraysOfOtherShapesAreRefused() {
        for (long[] shape : new long[][] {{16}, {1, 15}, {1, 6, 15}, {1, 5, 16}, {1, 1, 6, 16}}) {
            NpyArray array = NpyArray.of(new float[(int) product(shape)], shape);
            assertThatThrownBy(() -> session.latents(array))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("latents must have shape [N, 16] or [N, 6, 16]");
        }
    }

    @Test
    void classesAreAskedForExactlyWhereThereAreSome() {
        assertThatThrownBy(() -> session.generate(0, DEFAULTS.withLabel(0)))
                .hasMessageContaining("class must be absent");
        try (GeneratorSession conditional =
                GeneratorSession.of(TinyNetworks.generator(TinyNetworks.CONDITIONAL, 5), 0)) {
            assertThatThrownBy(() -> conditional.generate(0))
                    .hasMessageContaining("class must be in [0, 2]");
            assertThatThrownBy(() -> conditional.generate(0, DEFAULTS.withLabel(3)))
                    .hasMessageContaining("class must be in [0, 2]");
            assertThat(conditional.generate(0, DEFAULTS.withLabel(1)).pixels())
                    .isNotEqualTo(conditional.generate(0, DEFAULTS.withLabel(2)).pixels());
        }
    }

    @Test
    void otherFamiliesDrawButHaveNoStyles() {
        try (GeneratorSession dcgan =
                GeneratorSession.of(TinyNetworks.generator(TinyNetworks.DCGAN, 5), 0)) {
            assertThat(dcgan.generate(1).width()).isEqualTo(32);
            assertThatThrownBy(() -> dcgan.generate(1, DEFAULTS.withPsi(0.5)))
                    .hasMessage("truncation needs a network with styles: dcgan");
            assertThatThrownBy(() -> dcgan.styles(dcgan.latent(1), DEFAULTS))
                    .hasMessage("styles need a network with styles: dcgan");
        }
    }

    @Test
    void growingNetworkDrawsAtItsLevelOfDetail() {
        try (GeneratorSession growing =
                GeneratorSession.of(TinyNetworks.generator(TinyNetworks.STYLE, 5), 1)) {
            assertThat(growing.generate(0).width()).isEqualTo(8);
        }
    }

    @Test
    void tapSeesEveryLayer() {
        List<String> seen = new ArrayList<>();
        session.levels(
                session.latent(0),
                DEFAULTS,
                (layer, features) -> {
                    seen.add(layer.name());
                    return features;
                });
        assertThat(seen).isEqualTo(session.layers().stream().map(l -> l.name()).toList());
    }

    @Test
    void fileGivesTheSamePictures(@TempDir Path folder) throws Exception {
        Path file = TinyNetworks.write(folder.resolve("n.safetensors"), TinyNetworks.STYLE);
        try (GeneratorSession opened = GeneratorSession.open(file)) {
            assertThat(opened.generate(2).pixels()).isEqualTo(session.generate(2).pixels());
        }
    }

    /** Layers of 8,038,912 values in all: 33 times that are a gigabyte of floats. */
    @Test
    void batchesFitIntoAGigabyte() {
        StyleConfig large = StyleConfig.paper(1024, 3).withFmaps(1024, 16).withMapping(4, 1);
        try (GeneratorSession full = GeneratorSession.of(TinyNetworks.generator(large, 1), 0);
                GeneratorSession early = GeneratorSession.of(TinyNetworks.generator(large, 1), 8)) {
            assertThat(full.atOnce(1000)).isEqualTo(33);
            assertThat(full.atOnce(16)).isEqualTo(16);
            assertThat(early.atOnce(1000)).isEqualTo(1000); // of 4 pixels
        }
    }

    @Test
    void drawingKeepsNoNativeMemory() {
        LeakCheck.assertLeavesNothingBehind(
                () -> session.generate(1, DEFAULTS.withNoise(NoiseMode.RANDOM).withPsi(0.5)));
    }

    private static long product(long[] shape) {
        long product = 1;
        for (long size : shape) {
            product *= size;
        }
        return product;
    }
}

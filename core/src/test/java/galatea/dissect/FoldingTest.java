package galatea.dissect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.Latent;
import galatea.model.Generator;
import galatea.model.Layer;
import galatea.model.NetworkConfig;
import galatea.model.NetworkFile;
import galatea.model.dcgan.DcganConfig;
import galatea.model.dcgan.Normalization;
import galatea.model.mlp.MlpConfig;
import galatea.model.progressive.ProgressiveConfig;
import galatea.testing.OneThread;
import galatea.testing.TinyNetworks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(OneThread.class)
class FoldingTest {
    private static final ProgressiveConfig PROGRESSIVE =
            ProgressiveConfig.paper(32, 3)
                    .withLatents(16)
                    .withWidths(List.of(16, 14, 10, 8))
                    .grown();

    @TempDir Path folder;

    static List<NetworkConfig> networks() {
        return List.of(
                TinyNetworks.STYLE,
                TinyNetworks.CONDITIONAL,
                TinyNetworks.DCGAN,
                TinyNetworks.DCGAN.withNorms(Normalization.NONE, Normalization.BATCH),
                TinyNetworks.DCGAN.withNorms(Normalization.INSTANCE, Normalization.BATCH),
                PROGRESSIVE);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void foldedNetworksDrawTheEditedPictures(NetworkConfig config) {
        boolean style = config.family().equals("style");
        for (int layer = 0; layer < layers(config).size(); layer++) {
            String name = layers(config).get(layer).name();
            check(config, UnitEdit.ablate(name, List.of(0, 3)));
            check(config, UnitEdit.ablate(name, List.of(1)).scaled(0.25));
            check(config, UnitEdit.insert(name, List.of(2, 1), List.of(1.5, 0.25)));
            if (!config.family().equals("dcgan")) {
                check(config, UnitEdit.insert(name, List.of(2), List.of(-0.7)));
            }
            if (style) {
                check(config, UnitEdit.insert(name, List.of(2), List.of(-0.7)).scaled(0.6));
            }
        }
    }

    private static List<Layer> layers(NetworkConfig config) {
        try (Generator generator = TinyNetworks.generator(config, 5)) {
            return generator.layers();
        }
    }

    private static void check(NetworkConfig config, UnitEdit edit) {
        Generator folded = generator(config);
        Folding.fold(folded, List.of(edit));
        try (GeneratorSession plain = GeneratorSession.of(generator(config), 0);
                GeneratorSession changed = GeneratorSession.of(folded, 0)) {
            for (long seed = 0; seed < 2; seed++) {
                float[] expected = edited(plain, seed, List.of(edit));
                assertClose(edited(changed, seed, List.of()), expected, edit);
                assertThat(distance(expected, edited(plain, seed, List.of()))).isGreaterThan(1e-4);
            }
        }
    }

    private static Generator generator(NetworkConfig config) {
        return config instanceof DcganConfig dcgan
                ? TinyNetworks.signed(dcgan, 5)
                : TinyNetworks.generator(config, 5);
    }

    private static float[] edited(GeneratorSession session, long seed, List<UnitEdit> edits) {
        GenerateOptions options =
                session.config().labelSize() == 0
                        ? GenerateOptions.defaults()
                        : GenerateOptions.defaults().withLabel(1);
        Latent latent = session.latent(seed);
        return session.levels(latent, options, Intervention.of(session.layers(), edits));
    }

    private static double distance(float[] a, float[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElse(0);
    }

    private static void assertClose(float[] actual, float[] expected, Object what) {
        double scale = 1;
        for (float value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i])
                    .as("%s at %d", what, i)
                    .isCloseTo(expected[i], within(1e-5 * scale));
        }
    }

    @Test
    void exportedNetworksRememberTheirEdits() throws IOException {
        Path network = TinyNetworks.write(folder.resolve("n.safetensors"), TinyNetworks.STYLE);
        Path once = folder.resolve("once.safetensors");
        Path twice = folder.resolve("twice.safetensors");
        UnitEdit first = UnitEdit.ablate("8x8/Conv1", List.of(1, 2));
        UnitEdit second = UnitEdit.insert("8x8/Conv1", List.of(2), List.of(0.5)).scaled(0.5);
        Folding.export(NetworkFile.open(network), List.of(first), once);
        Folding.export(NetworkFile.open(once), List.of(second), twice);
        NetworkFile file = NetworkFile.open(twice);
        assertThat(file.hasDiscriminator()).isTrue();
        String edits = file.provenance().edits();
        assertThat(edits).isNotNull();
        assertThat(Recipe.parse(String.valueOf(edits)).unitEdits()).containsExactly(first, second);
        try (GeneratorSession plain = GeneratorSession.open(network);
                GeneratorSession changed = GeneratorSession.open(twice)) {
            assertClose(
                    edited(changed, 4, List.of()),
                    edited(plain, 4, List.of(first, second)),
                    "twice");
        }
    }

    @Test
    void refusesWhatNoWeightsDo() {
        UnitEdit half = UnitEdit.insert("layer2", List.of(1), List.of(2.0)).scaled(0.5);
        refuses(TinyNetworks.DCGAN, half, "value must be 0 to be folded with alpha below 1: 2.0");
        refuses(PROGRESSIVE, half, "value must be 0 to be folded with alpha below 1: 2.0");
        UnitEdit negative = UnitEdit.insert("layer2", List.of(1), List.of(-2.0));
        refuses(TinyNetworks.DCGAN, negative, "value must be at least 0 to be folded");
        UnitEdit part = UnitEdit.ablate("layer2", List.of(1)).within(new Region(0, 0, 1, 1));
        refuses(TinyNetworks.DCGAN, part, "edit 1 (layer2:[1]): edit must be of the whole");
        refuses(TinyNetworks.DCGAN, UnitEdit.ablate("x", List.of(1)), "layer must be one of");
        refuses(
                TinyNetworks.DCGAN,
                UnitEdit.ablate("layer1", List.of(999)),
                "edit 1 (layer1:[999]): unit must be in [0, 15] of layer layer1: 999");
        refuses(MlpConfig.plane(4), UnitEdit.ablate("layer1", List.of(0)), "family of the network");
    }

    private static void refuses(NetworkConfig config, UnitEdit edit, String message) {
        try (Generator generator = TinyNetworks.generator(config, 5)) {
            assertThatThrownBy(() -> Folding.fold(generator, List.of(edit)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(message);
        }
    }
}

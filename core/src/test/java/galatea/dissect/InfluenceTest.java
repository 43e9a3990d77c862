package galatea.dissect;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.data.ProgressListener;
import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.Latents;
import galatea.model.Generator;
import galatea.model.LayerTap;
import galatea.model.NetworkConfig;
import galatea.model.dcgan.DcganConfig;
import galatea.model.progressive.ProgressiveConfig;
import galatea.segment.Segmenter;
import galatea.segment.ThresholdSegmenter;
import galatea.testing.OneThread;
import galatea.testing.TinyNetworks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An insertion at one cell changes only pixels within its cone of influence; in the style family
 * this holds for the last layer only, since each later one is normalised over the whole picture.
 */
@ExtendWith(OneThread.class)
class InfluenceTest {
    /** Pixels before and after cell · scale that an edit may reach. */
    private record Cone(int scale, int before, int after) {}

    static Stream<Arguments> cones() {
        NetworkConfig progressive =
                ProgressiveConfig.paper(32, 3)
                        .withLatents(16)
                        .withWidths(List.of(16, 14, 10, 8))
                        .grown();
        return Stream.of(
                // each transposed 4x4 convolution of stride 2: [a, b] -> [2a - 1, 2b + 2]
                Arguments.of(TinyNetworks.DCGAN, "layer3", new Cone(2, 1, 2)),
                Arguments.of(TinyNetworks.DCGAN, "layer2", new Cone(4, 3, 6)),
                Arguments.of(TinyNetworks.DCGAN, "layer1", new Cone(8, 7, 14)),
                // doubled and 3x3: [2a - 1, 2b + 2]; then 3x3: one more
                Arguments.of(progressive, "layer8", new Cone(1, 0, 0)),
                Arguments.of(progressive, "layer6", new Cone(2, 2, 3)),
                Arguments.of(progressive, "layer4", new Cone(4, 6, 9)),
                Arguments.of(TinyNetworks.STYLE, "16x16/Conv1", new Cone(1, 0, 0)));
    }

    @ParameterizedTest
    @MethodSource("cones")
    void onlyPixelsWithinTheConeChange(NetworkConfig config, String layer, Cone cone) {
        try (GeneratorSession session = GeneratorSession.of(generator(config), 0)) {
            int side =
                    session.layers().stream()
                            .filter(l -> l.name().equals(layer))
                            .findFirst()
                            .orElseThrow()
                            .resolution();
            for (int cell : new int[] {0, side / 2}) {
                float[] plain = levels(session, LayerTap.NONE);
                float[] edited = levels(session, insertion(session, layer, side, cell));
                check(plain, edited, config.resolution(), cell, cone);
            }
        }
    }

    private static Generator generator(NetworkConfig config) {
        return config instanceof DcganConfig dcgan
                ? TinyNetworks.signed(dcgan, 5)
                : TinyNetworks.generator(config, 5);
    }

    private static float[] levels(GeneratorSession session, LayerTap tap) {
        return session.levels(session.latent(3), GenerateOptions.defaults(), tap);
    }

    /** At cell (cell, cell). */
    private static Intervention insertion(
            GeneratorSession session, String layer, int side, int cell) {
        List<Double> shares = new ArrayList<>(Collections.nCopies(side * side, 0.0));
        shares.set(cell * side + cell, 1.0);
        UnitEdit edit =
                UnitEdit.insert(layer, List.of(0, 1), List.of(3.0)).within(new Mask(side, shares));
        return Intervention.of(session.layers(), List.of(edit));
    }

    private static void check(float[] plain, float[] edited, int side, int cell, Cone cone) {
        int low = cell * cone.scale() - cone.before();
        int high = cell * cone.scale() + cone.after();
        boolean changed = false;
        for (int i = 0; i < plain.length; i++) {
            int y = i / side % side;
            int x = i % side;
            if (y < low || y > high || x < low || x > high) {
                assertThat(edited[i]).as("pixel %d, %d", y, x).isEqualTo(plain[i]);
            } else {
                changed |= edited[i] != plain[i];
            }
        }
        assertThat(changed).isTrue();
    }

    @Test
    void insertionsAreFollowedThroughTheLaterLayers() {
        try (GeneratorSession session = GeneratorSession.of(generator(TinyNetworks.DCGAN), 0);
                Segmenter red = new ThresholdSegmenter("red", 0, 0)) {
            Latents latents = Latents.ofSeed(1, 3, session.config().latentSize());
            Specimen specimen = new Specimen(session, GenerateOptions.defaults(), latents);
            EffectStudy study =
                    new EffectStudy(specimen, red, new Bootstrap(0, 100), ProgressListener.SILENT);
            UnitEdit edit = UnitEdit.insert("layer2", List.of(0, 1), List.of(3.0));
            InsertionMap map = InsertionStudy.map(study, edit, "red", CellChoice.ALL);
            assertThat(map.fading())
                    .extracting(InsertionMap.Fading::layer)
                    .containsExactly("layer3", "picture");
            assertThat(map.fading()).allMatch(f -> f.accepted() > 0 && f.refused() > 0);
            assertThat(map.added()).hasSize(64).doesNotContain(Double.NaN);
        }
    }
}

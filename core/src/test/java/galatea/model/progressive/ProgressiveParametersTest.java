package galatea.model.progressive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import galatea.model.Layer;
import galatea.torch.DType;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressiveParametersTest {

    @ParameterizedTest
    @CsvSource({"8, 3, 0", "32, 1, 0", "64, 3, 5", "256, 3, 0"})
    void countsFollowTheFormula(int resolution, int channels, int classes) {
        ProgressiveConfig config =
                ProgressiveConfig.paper(resolution, channels)
                        .withFmaps(512, 32)
                        .withLatents(24)
                        .withLabels(classes);
        try (ProgressiveGenerator g = new ProgressiveGenerator(config, DType.FLOAT32, 0)) {
            assertThat(g.parameters().count()).isEqualTo(generatorCount(config));
        }
        try (ProgressiveDiscriminator d = new ProgressiveDiscriminator(config, DType.FLOAT32, 0)) {
            assertThat(d.parameters().count()).isEqualTo(discriminatorCount(config));
        }
    }

    private static long generatorCount(ProgressiveConfig config) {
        long c = config.width(2);
        long in = config.latentSize() * (config.labelSize() > 0 ? 2L : 1L);
        long count = (long) config.labelSize() * config.latentSize();
        count += in * c * 16 + c + c * c * 9 + c + (c + 1) * config.channels();
        for (int r = 3; r <= config.resolutionLog2(); r++) {
            long low = config.width(r - 1);
            long w = config.width(r);
            count += low * w * 9 + w + w * w * 9 + w + (w + 1) * config.channels();
        }
        return count;
    }

    private static long discriminatorCount(ProgressiveConfig config) {
        long c = config.width(2);
        long scores = Math.max(1, config.labelSize());
        long count = (c + 1) * c * 9 + c + 16 * c * c + c + (c + 1) * scores;
        count += (config.channels() + 1L) * c;
        for (int r = 3; r <= config.resolutionLog2(); r++) {
            long low = config.width(r - 1);
            long w = config.width(r);
            count += w * w * 9 + w + w * low * 9 + low + (config.channels() + 1L) * w;
        }
        return count;
    }

    /** Table 2 of the paper: 23.1 million each. */
    @Test
    void countsOfThePapersNetworkAtFullResolution() {
        ProgressiveConfig config = ProgressiveConfig.paper(1024, 3).grown();
        try (ProgressiveGenerator g = new ProgressiveGenerator(config, DType.FLOAT32, 0)) {
            assertThat(g.parameters().count()).isBetween(23_050_000L, 23_150_000L);
        }
        try (ProgressiveDiscriminator d = new ProgressiveDiscriminator(config, DType.FLOAT32, 0)) {
            assertThat(d.parameters().count()).isBetween(23_050_000L, 23_150_000L);
        }
    }

    @Test
    void grownNetworkHasOneColourLayer() {
        ProgressiveConfig config =
                ProgressiveConfig.paper(16, 3).withWidths(List.of(5, 4, 3)).withLatents(6).grown();
        try (ProgressiveGenerator g = new ProgressiveGenerator(config, DType.FLOAT32, 0)) {
            assertThat(names(g.parameters()))
                    .containsExactly(
                            "layer1/weight",
                            "layer1/bias",
                            "layer2/weight",
                            "layer2/bias",
                            "layer3/weight",
                            "layer3/bias",
                            "layer4/weight",
                            "layer4/bias",
                            "layer5/weight",
                            "layer5/bias",
                            "layer6/weight",
                            "layer6/bias",
                            "ToRGB_lod0/weight",
                            "ToRGB_lod0/bias");
            assertThat(g.layers())
                    .containsExactly(
                            new Layer(0, "layer1", 5, 4),
                            new Layer(1, "layer2", 5, 4),
                            new Layer(2, "layer3", 4, 8),
                            new Layer(3, "layer4", 4, 8),
                            new Layer(4, "layer5", 3, 16),
                            new Layer(5, "layer6", 3, 16));
        }
    }

    private static List<String> names(Parameters parameters) {
        return parameters.trained().stream().map(Parameter::name).toList();
    }

    @Test
    void defaultsAreThePapers() {
        ProgressiveConfig config = ProgressiveConfig.paper(1024, 3);
        assertThat(config.widths()).containsExactly(512, 512, 512, 512, 256, 128, 64, 32, 16);
        assertThat(config.latentSize()).isEqualTo(512);
        assertThat(config.labelSize()).isZero();
        assertThat(config.stddevGroup()).isEqualTo(4);
        assertThat(config.growing()).isTrue();
        assertThat(config.numLayers()).isEqualTo(18);
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        ProgressiveConfig config = ProgressiveConfig.paper(16, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProgressiveConfig.paper(4, 3))
                .withMessage("resolution must be a power of two from 8 to 1024: 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.withWidths(List.of(4, 0, 4)))
                .withMessage("widths must be in [1, 4096]: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.withWidths(List.of(4, 4)))
                .withMessageStartingWith("widths must have 3 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.withFmaps(0, 4))
                .withMessage("fmapBase must be in [1, 1048576]: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.withLatents(0))
                .withMessage("latentSize must be in [1, 4096]: 0");
    }
}

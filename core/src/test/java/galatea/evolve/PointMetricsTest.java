package galatea.evolve;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import galatea.model.mlp.MlpConfig;
import galatea.points.Mixture;
import galatea.points.ModeStatistics;
import galatea.points.PointSource;
import galatea.testing.OneThread;
import galatea.torch.DType;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OneThread.class)
class PointMetricsTest {
    private static final MlpConfig PLANE = MlpConfig.plane(4);

    /** 3 standard errors around what lies within three deviations; JSD about (K − 1) / 8n. */
    @ParameterizedTest
    @ValueSource(strings = {"toy:ring8-egan", "toy:grid25-pac"})
    void theDataItselfIsPerfect(String name) throws IOException {
        PointSource source = PointSource.open(name);
        PointMetrics metrics = of(source, real(source));
        ModeStatistics modes = requireNonNull(metrics.modes());
        assertThat(modes.modesCovered()).isEqualTo(modes.modes());
        assertThat(modes.modesCoveredWell()).isEqualTo(modes.modes());
        assertThat(modes.highQualityShare()).isBetween(0.9826, 0.9952);
        assertThat(modes.jsd()).isLessThan(0.003);
        assertThat(metrics.mmd2()).isCloseTo(0, within(0.01));
    }

    /** All points in one of eight centres. */
    @Test
    void aCollapsedGeneratorHasOneMode() {
        Mixture ring = TinyRuns.ring();
        double[] point = {ring.centres().get(3).x(), ring.centres().get(3).y()};
        double[] same = IntStream.range(0, 5000).mapToDouble(i -> point[i % 2]).toArray();
        PointMetrics metrics = of(ring, same);
        assertThat(metrics.values()).containsEntry("modesCovered", 1);
        assertThat(metrics.values()).containsEntry("highQualityShare", 1.0);
        assertThat(requireNonNull(metrics.modes()).jsd()).isCloseTo(0.496929127, within(1e-8));
        assertThat(metrics.mmd2()).isGreaterThan(0.1);
    }

    @Test
    void namesAreThoseThatScriptsKnow() {
        assertThat(of(TinyRuns.ring(), real(TinyRuns.ring())).values())
                .containsOnlyKeys(
                        "modes",
                        "modesCovered",
                        "modesCoveredWell",
                        "highQualityShare",
                        "highQualityShare4",
                        "jsd",
                        "reverseKl",
                        "mmd2");
    }

    @Test
    void aDistanceThatIsNoNumberIsLeftOut() {
        double[] broken = real(TinyRuns.ring());
        broken[10] = Double.NaN;
        PointMetrics metrics = of(TinyRuns.ring(), broken);
        assertThat(metrics.mmd2()).isNaN();
        assertThat(metrics.values()).doesNotContainKey("mmd2").containsKey("jsd");
        assertThat(metrics.summary()).contains("8 of 8 modes", "MMD2 NaN");
    }

    @Test
    void withoutModesThereIsADistanceOnly() throws IOException {
        PointSource roll = PointSource.open("toy:swissroll");
        PointMetrics metrics = of(roll, real(roll));
        assertThat(metrics.modes()).isNull();
        assertThat(metrics.values()).containsOnlyKeys("mmd2");
        assertThat(metrics.summary()).matches("MMD2 -?0\\.\\d{5}");
    }

    @Test
    void aSummaryIsReadable() {
        assertThat(of(TinyRuns.ring(), real(TinyRuns.ring())).summary())
                .matches("8 of 8 modes, 9\\d\\.\\d% high quality, JSD 0\\.\\d{4}, MMD2 -?0\\.\\d+");
    }

    /** Always the same latents, whatever was drawn before. */
    @Test
    void measuringAgainGivesTheSame() {
        EvolutionConfig config = TinyRuns.points(new RulesBuilder(), 1);
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            PointMetrics first = PointMetrics.of(trainer.survivor(), TinyRuns.ring());
            Engine.seed(99);
            try (Scope scope = new Scope()) {
                Ops.randn(DType.FLOAT32, 5, 3);
            }
            assertThat(PointMetrics.of(trainer.survivor(), TinyRuns.ring())).isEqualTo(first);
        }
    }

    private static PointMetrics of(PointSource source, double... points) {
        try (PointsGenerator generator = new PointsGenerator(PLANE, points)) {
            return PointMetrics.of(generator, source);
        }
    }

    private static double[] real(PointSource source) {
        float[] points = source.draw(new SplittableRandom(1), PointMetrics.SAMPLES);
        return IntStream.range(0, points.length).mapToDouble(i -> points[i]).toArray();
    }
}

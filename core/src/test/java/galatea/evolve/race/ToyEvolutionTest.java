package galatea.evolve.race;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.evolve.EvolutionConfig;
import galatea.evolve.EvolutionPreset;
import galatea.evolve.PointMetrics;
import galatea.model.mlp.MlpConfig;
import galatea.points.ModeStatistics;
import galatea.points.PointSource;
import galatea.testing.OneThread;
import galatea.train.AdversarialLoss;
import galatea.train.Augmentation;
import galatea.train.Objective;
import galatea.train.Schedule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whether evolution by the default preset learns the toys. */
@ExtendWith(OneThread.class)
class ToyEvolutionTest {
    /** Smaller networks and a fifth of the generations: an untrained generator's MMD² is 0.29. */
    @Test
    void aShortEvolutionFindsTheRing() throws IOException {
        RaceTable table = evolve("toy:ring8-egan", new MlpConfig(2, 2, 64, 2), 2000, 1);
        PointMetrics metrics = table.results().get(0).last();
        assertThat(metrics.modes()).isNotNull();
        assertThat(metrics.modes()).extracting(ModeStatistics::modesCovered).isEqualTo(8);
        assertThat(metrics.mmd2()).isLessThan(0.02);
    }

    /**
     * T2. Measured: 8 modes with every seed; medians 0.949 ± 0.003 and 0.0014 ± 0.0001, worst 0.937
     * and 0.0015.
     */
    @Test
    @Tag("slow")
    void evolutionCoversTheRing() throws IOException {
        RaceTable table = evolve("toy:ring8-egan", MlpConfig.plane(128), 10_000, 5);
        assertThat(standing(table, RaceMetric.MODES_COVERED_WELL).worst()).isEqualTo(8);
        assertThat(standing(table, RaceMetric.HIGH_QUALITY_SHARE).median()).isGreaterThan(0.93);
        assertThat(standing(table, RaceMetric.JSD).median()).isLessThan(0.003);
    }

    /**
     * T3. Measured: 25 modes with every seed; medians 0.743 ± 0.035 and 0.0085 ± 0.0017. Bands:
     * median less three median absolute deviations.
     */
    @Test
    @Tag("slow")
    void evolutionCoversTheGrid() throws IOException {
        RaceTable table = evolve("toy:grid25-egan", MlpConfig.plane(128), 10_000, 5);
        assertThat(standing(table, RaceMetric.MODES_COVERED).worst()).isGreaterThanOrEqualTo(24);
        assertThat(standing(table, RaceMetric.HIGH_QUALITY_SHARE_4).median()).isGreaterThan(0.638);
        assertThat(standing(table, RaceMetric.JSD).median()).isLessThan(0.0136);
    }

    private static Standing standing(RaceTable table, RaceMetric metric) {
        return table.standing(Racer.EVOLVE, metric);
    }

    private static RaceTable evolve(String toy, MlpConfig network, long generations, int seeds)
            throws IOException {
        EvolutionPreset preset = EvolutionPreset.GALATEA;
        EvolutionConfig base =
                new EvolutionConfig(
                        network,
                        new Objective(
                                AdversarialLoss.NON_SATURATING, preset.r1Gamma(true), 1, 0, 0),
                        preset.rules(true),
                        Schedule.fixed(1, preset.batch(true), preset.learningRate(true)),
                        preset.decay(true),
                        preset.beta1(),
                        preset.beta2(),
                        Augmentation.NONE,
                        false,
                        generations,
                        0);
        List<Racer> racers = Racer.of(Racer.EVOLVE, base.rules(), List.of(), List.of());
        RaceConfig config = new RaceConfig(base, racers, seeds, RaceConfig.Budget.GENERATIONS);
        List<RaceResult> results = new ArrayList<>();
        new Race(config, PointSource.open(toy))
                .run(List.of(), 2, bred -> {}, () -> false, results::add);
        return new RaceTable(List.of(Racer.EVOLVE), RaceMetric.of(true), results);
    }
}

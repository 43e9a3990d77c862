package galatea.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import galatea.testing.OneThread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OneThread.class)
class ScheduleTest {
    private static final int[] KIMG = {
        0, 599, 600, 601, 900, 1199, 1200, 1800, 2100, 2400, 3600, 4800, 6000, 7200, 8400, 25_000
    };

    /** Level of detail at 1024×1024; smaller networks start as many levels lower. */
    private static final double[] LOD_1024 = {
        7, 7, 7, 6.998333333333333, 6.5, 6.001666666666667, 6, 6, 5.5, 5, 4, 3, 2, 1, 0, 0
    };

    private static final int[] RESOLUTION = {
        8, 8, 8, 16, 16, 16, 16, 16, 32, 32, 64, 128, 256, 512, 1024, 1024
    };

    private static final int[] BATCH = {
        256, 256, 256, 128, 128, 128, 128, 128, 64, 64, 32, 32, 32, 32, 32, 32
    };

    private static final double[] LEARNING_RATE = {
        .001, .001, .001, .001, .001, .001, .001, .001, .001, .001, .001, .0015, .002, .003, .003,
        .003
    };

    /** Computed from the description by another program. */
    @ParameterizedTest
    @ValueSource(ints = {1024, 256, 64, 32})
    void thePapersScheduleIsTheOfficialOne(int target) {
        Schedule schedule = Schedule.paper(target);
        int smaller = Integer.numberOfTrailingZeros(1024 / target);
        for (int row = 0; row < KIMG.length; row++) {
            double lod = schedule.lod(KIMG[row] * 1000L);
            double expected = Math.max(0, LOD_1024[row] - smaller);
            assertThat(lod).as("lod at %d", KIMG[row]).isCloseTo(expected, within(1e-12));
            int reached = RESOLUTION[row] <= target ? row : rowOf(target);
            assertThat(schedule.resolutionAt(lod)).isEqualTo(RESOLUTION[reached]);
            assertThat(schedule.batchAt(lod)).isEqualTo(BATCH[reached]);
            assertThat(schedule.learningRateAt(lod)).isEqualTo(LEARNING_RATE[reached]);
        }
    }

    /** The row from which on a network stays at its full resolution. */
    private static int rowOf(int target) {
        int row = 0;
        while (RESOLUTION[row] < target) {
            row++;
        }
        return row;
    }

    @ParameterizedTest
    @CsvSource({"1024, 8400", "512, 7200", "256, 6000", "128, 4800", "64, 3600", "32, 2400"})
    void fullResolutionIsReachedWhenPublished(int resolution, long kimg) {
        Schedule schedule = Schedule.paper(resolution);
        assertThat(schedule.imagesToFullResolution()).isEqualTo(kimg * 1000);
        assertThat(schedule.lod(kimg * 1000)).isZero();
        assertThat(schedule.lod(kimg * 1000 - 1)).isPositive();
    }

    @Test
    void startResolutionDecidesTheFirstLevel() {
        assertThat(grown(64, 4).lod(0)).isEqualTo(4);
        assertThat(grown(64, 16).lod(0)).isEqualTo(2);
        assertThat(grown(64, 64).lod(0)).isZero();
        assertThat(Schedule.paper(4).startResolution()).isEqualTo(4);
    }

    @Test
    void fixedScheduleNeverChanges() {
        Schedule fixed = Schedule.fixed(64, 5, 0.02);
        for (long images : new long[] {0, 1, 1000, 123_456_789}) {
            double lod = fixed.lod(images);
            assertThat(lod).isZero();
            assertThat(fixed.resolutionAt(lod)).isEqualTo(64);
            assertThat(fixed.batchAt(lod)).isEqualTo(5);
            assertThat(fixed.learningRateAt(lod)).isEqualTo(0.02);
        }
        assertThat(fixed.imagesToFullResolution()).isZero();
    }

    /** Lengths of phases that have no exact binary form must not make a resolution flicker. */
    @Test
    void levelOfDetailNeverRises() {
        for (int stable = 0; stable <= 30; stable++) {
            for (int fade = 1; fade <= 30; fade++) {
                Schedule schedule =
                        new Schedule(
                                64, 4, stable / 1000.0, fade / 1000.0, 1, Map.of(), 1, Map.of());
                double last = 4;
                for (int images = 0; images < 5 * (stable + fade); images++) {
                    double lod = schedule.lod(images);
                    assertThat(lod).as("%d + %d at %d", stable, fade, images).isBetween(0.0, last);
                    last = lod;
                }
                assertThat(last).isZero();
            }
        }
    }

    /** Steps of four images; a fade from image 12 to 24, the next from 36 to 48. */
    @Test
    void momentsAreForgottenWhereAFadeBeginsAndEnds() {
        Schedule schedule = new Schedule(32, 8, 0.012, 0.012, 4, Map.of(), 0.001, Map.of());
        var network = galatea.model.style.StyleConfig.paper(32, 1).withFmaps(16, 2);
        TrainingConfig config =
                TinyTraining.with(network.withMapping(4, 1), schedule, Objective.PAPER);
        List<Long> times = new ArrayList<>();
        try (GanTrainer trainer = new GanTrainer(config)) {
            for (int step = 0; step < 15; step++) {
                TinyTraining.steps(trainer, 1);
                assertThat(trainer.adamG().time()).isEqualTo(trainer.adamD().time());
                times.add(trainer.adamG().time());
                double moments = sum(trainer.adamG()) + sum(trainer.adamD());
                assertThat(moments == 0).isEqualTo(trainer.adamG().time() == 0);
            }
            assertThat(trainer.imagesSeen()).isEqualTo(60);
        }
        assertThat(times)
                .containsExactly(1L, 2L, 3L, 0L, 1L, 0L, 1L, 2L, 3L, 0L, 1L, 0L, 1L, 2L, 3L);
    }

    private static double sum(Adam adam) {
        return galatea.torch.Ops.item(adam.square().sum());
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        assertThatThrownBy(() -> grown(64, 128)).hasMessageContaining("from 4 to 64: 128");
        assertThatThrownBy(() -> grown(64, 12)).hasMessageContaining("power of two");
        assertThatThrownBy(() -> grown(64, 2)).hasMessageContaining("from 4 to 64: 2");
        assertThatThrownBy(() -> new Schedule(8, 8, -1, 1, 1, Map.of(), 1, Map.of()))
                .hasMessageContaining("stableKimg must be at least 0");
        assertThatThrownBy(() -> new Schedule(8, 8, 0, 0, 1, Map.of(), 1, Map.of()))
                .hasMessageContaining("fadeKimg above 0");
        assertThatThrownBy(() -> Schedule.fixed(8, 0, 1)).hasMessageContaining("at least 1: 0");
        assertThatThrownBy(() -> new Schedule(8, 8, 0, 1, 1, Map.of(8, 0), 1, Map.of()))
                .hasMessageContaining("{8=0}");
        assertThatThrownBy(() -> Schedule.fixed(8, 1, 0)).hasMessageContaining("positive: 0.0");
        assertThatThrownBy(() -> new Schedule(8, 8, 0, 1, 1, Map.of(), 1, Map.of(8, -1.0)))
                .hasMessageContaining("{8=-1.0}");
    }

    private static Schedule grown(int resolution, int start) {
        return new Schedule(resolution, start, 1, 1, 4, Map.of(), 0.001, Map.of());
    }
}

package galatea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import galatea.train.Schedule;
import galatea.train.TrainingConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoPlanTest {
    private static final Map<Integer, Double> SPEED = Map.of(8, 1000.0, 16, 500.0, 32, 200.0);

    @Test
    void takesAsLongAsItWasAskedToAtTheMeasuredSpeed() {
        TrainingConfig training = DemoPlan.lasting(180, SPEED, 1).training();

        double seconds = 0;
        long total = Math.round(training.totalKimg() * 1000);
        for (long seen = 0; seen < total; seen++) {
            Schedule schedule = training.schedule();
            seconds += 1 / SPEED.getOrDefault(schedule.resolutionAt(schedule.lod(seen)), 0.0);
        }
        assertThat(seconds).isCloseTo(180, within(1.0));
    }

    @Test
    void endsAtTheFullResolution() {
        TrainingConfig training = new DemoPlan(100, 1).training();

        assertThat(training.schedule().lod(0)).isEqualTo(2);
        assertThat(training.schedule().imagesToFullResolution()).isLessThan(90_000);
        assertThat(training.network().resolution()).isEqualTo(32);
    }

    @Test
    void measuresOneResolutionAtATime() {
        for (int resolution : DemoPlan.RESOLUTIONS) {
            Schedule schedule = new DemoPlan(1, 1).trainingAt(resolution).schedule();

            assertThat(schedule.resolutionAt(schedule.lod(1_000_000))).isEqualTo(resolution);
        }
    }
}

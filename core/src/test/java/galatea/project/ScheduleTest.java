package galatea.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Offset<Double> EXACT = Offset.offset(1e-12);
    private final Schedule schedule = new Schedule(1000);

    @Test
    void rateRisesOverTheFirstTwentiethAndFallsInTheLastQuarter() {
        assertThat(schedule.rate(0)).isCloseTo(0.1 / 50, EXACT);
        assertThat(schedule.rate(24)).isCloseTo(0.05, EXACT);
        assertThat(schedule.rate(49)).isCloseTo(0.1, EXACT);
        assertThat(schedule.rate(750)).isCloseTo(0.1, EXACT);
        assertThat(schedule.rate(875)).isCloseTo(0.05, EXACT);
        assertThat(schedule.rate(999)).isBetween(0.0, 1e-5);
    }

    @Test
    void explorationEndsAfterThreeQuarters() {
        assertThat(schedule.exploration(0)).isCloseTo(0.05, EXACT);
        assertThat(schedule.exploration(375)).isCloseTo(0.0125, EXACT);
        assertThat(schedule.exploration(750)).isZero();
        assertThat(schedule.exploration(999)).isZero();
    }

    @Test
    void oneStepIsEnough() {
        assertThat(new Schedule(1).rate(0)).isCloseTo(0.1, EXACT);
    }
}

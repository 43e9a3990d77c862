package galatea.evolve.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final List<RaceResult> RESULTS =
            List.of(
                    Races.result("evolve", 0, 0.4, 0.5, 0.2),
                    Races.result("evolve", 1, 0.1, 0.5, 0.9),
                    Races.result("evolve", 2, 0.2, 0.5, 0.8));

    @Test
    void lessIsBetter() {
        Standing standing = Standing.of(RESULTS, RaceMetric.JSD);
        assertThat(standing.median()).isEqualTo(0.2);
        assertThat(standing.worst()).isEqualTo(0.4);
        assertThat(standing.spread()).isCloseTo(0.1, within(1e-15)); // of 0.2, 0.1, 0
        assertThat(standing.values()).containsExactly(0.4, 0.1, 0.2);
    }

    /** At the end: 0.5 was on the way. */
    @Test
    void moreIsBetter() {
        Standing standing = Standing.of(RESULTS, RaceMetric.HIGH_QUALITY_SHARE);
        assertThat(standing.median()).isEqualTo(0.8);
        assertThat(standing.worst()).isEqualTo(0.2);
        assertThat(standing.spread()).isCloseTo(0.1, within(1e-15)); // of 0.6, 0.1, 0
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMiddle() {
        assertThat(Standing.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
        assertThat(Standing.median(new double[] {7})).isEqualTo(7);
    }

    @Test
    void nothingHasNoMedian() {
        assertThat(Standing.median(new double[0])).isNaN();
    }

    @Test
    void medianLeavesItsValuesInOrder() {
        double[] values = {3, 1, 2};
        Standing.median(values);
        assertThat(values).containsExactly(3, 1, 2);
    }

    /** One seed that diverged is the worst, but not the median. */
    @Test
    void whatIsNoNumberIsTheWorst() {
        List<RaceResult> results =
                List.of(RESULTS.get(1), RESULTS.get(2), Races.result("evolve", 3, Double.NaN, 0));
        Standing standing = Standing.of(results, RaceMetric.MMD2);
        assertThat(standing.median()).isEqualTo(0.1);
        assertThat(standing.worst()).isNaN();
    }
}

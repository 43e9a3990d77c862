package galatea.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import galatea.testing.OneThread;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(OneThread.class)
class ObjectiveTest {

    @Test
    void thePapersIsLogisticWithR1AtEveryStep() {
        Objective paper = Objective.PAPER;
        assertThat(paper.loss()).isEqualTo(AdversarialLoss.NON_SATURATING);
        assertThat(paper.r1Gamma()).isEqualTo(10);
        assertThat(paper.r1Interval()).isEqualTo(1);
        assertThat(paper.r2Gamma()).isZero();
        assertThat(paper.gradientPenalty()).isZero();
        assertThat(paper.penalisesRealsAt(0)).isTrue();
        assertThat(paper.penalisesRealsAt(1)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 1, 0, 0, r1Gamma must be at least 0: -1.0",
        "NaN, 1, 0, 0, r1Gamma must be at least 0: NaN",
        "Infinity, 1, 0, 0, r1Gamma must be at least 0: Infinity",
        "1, 0, 0, 0, r1Interval must be at least 1: 0",
        "1, 1, -2, 0, r2Gamma must be at least 0: -2.0",
        "1, 1, 0, -3, gradientPenalty must be at least 0: -3.0"
    })
    void valuesOutOfRangeAreNamed(
            double r1, int interval, double r2, double penalty, String message) {
        assertThatThrownBy(() -> new Objective(AdversarialLoss.HINGE, r1, interval, r2, penalty))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void lazyPenaltyIsTakenAtEveryIntervalFromTheFirstStep() {
        Objective lazy = objective(10, 4, 0, 0);
        assertThat(lazy.penalisesRealsAt(0)).isTrue();
        assertThat(lazy.penalisesRealsAt(1)).isFalse();
        assertThat(lazy.penalisesRealsAt(3)).isFalse();
        assertThat(lazy.penalisesRealsAt(4)).isTrue();
        assertThat(objective(0, 1, 0, 0).penalisesRealsAt(0)).isFalse();
    }

    /** Networks that hardly move, so that the four steps have nearly the same penalty. */
    @Test
    void lazyPenaltyCountsAsMuchOverAnIntervalAsAtEveryStep() {
        List<Double> every = penalties(objective(10, 1, 0, 0));
        List<Double> lazy = penalties(objective(10, 4, 0, 0));

        assertThat(every).allMatch(penalty -> penalty > 0);
        assertThat(lazy.get(0)).isCloseTo(4 * every.get(0), within(1e-6 * lazy.get(0)));
        assertThat(lazy.get(4)).isCloseTo(4 * every.get(4), within(1e-6 * lazy.get(4)));
        assertThat(lazy.subList(1, 4)).containsOnly(0.0);
    }

    @Test
    void penaltiesAddUp() {
        double r1 = penalties(objective(10, 1, 0, 0)).get(0);
        double r2 = penalties(objective(0, 1, 10, 0)).get(0);
        double wgan = penalties(objective(0, 1, 0, 10)).get(0);
        double all = penalties(objective(10, 1, 10, 10)).get(0);

        assertThat(List.of(r1, r2, wgan)).allMatch(penalty -> penalty > 0);
        assertThat(all).isCloseTo(r1 + r2 + wgan, within(1e-5 * all));
        assertThat(penalties(objective(0, 1, 20, 0)).get(0)).isCloseTo(2 * r2, within(1e-5 * r2));
    }

    private static Objective objective(double r1, int interval, double r2, double penalty) {
        return new Objective(AdversarialLoss.NON_SATURATING, r1, interval, r2, penalty);
    }

    private static List<Double> penalties(Objective objective) {
        Schedule still = Schedule.fixed(16, 4, 1e-300);
        try (GanTrainer trainer =
                new GanTrainer(TinyTraining.with(TinyTraining.style(), still, objective))) {
            return TinyTraining.steps(trainer, 5).stream().map(StepReport::penalty).toList();
        }
    }
}

package galatea.evolve.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignTestTest {

    /** 2 · Σ C(n, k) / 2ⁿ by hand. */
    @ParameterizedTest
    @CsvSource({
        "5, 0, 0.0625",
        "0, 5, 0.0625",
        "4, 1, 0.375",
        "3, 2, 1",
        "2, 2, 1",
        "10, 0, 0.001953125",
        "9, 1, 0.021484375",
        "8, 2, 0.109375",
        "6, 0, 0.03125",
        "1, 0, 1",
        "0, 0, 1"
    })
    void probabilitiesAreExact(int wins, int losses, double p) {
        assertThat(new SignTest(wins, losses).pValue()).isCloseTo(p, within(1e-15));
    }

    @Test
    void largerValuesMayWin() {
        SignTest test = SignTest.of(new double[] {3, 1, 5}, new double[] {2, 2, 2}, true);
        assertThat(test).isEqualTo(new SignTest(2, 1));
    }

    @Test
    void smallerValuesMayWin() {
        SignTest test = SignTest.of(new double[] {3, 1, 5}, new double[] {2, 2, 2}, false);
        assertThat(test).isEqualTo(new SignTest(1, 2));
    }

    @Test
    void drawsDoNotCount() {
        SignTest test = SignTest.of(new double[] {8, 8, 8, 7}, new double[] {8, 8, 7, 8}, true);
        assertThat(test).isEqualTo(new SignTest(1, 1));
    }

    /** A racer that diverged has no number. */
    @Test
    void whatIsNoNumberIsWorseThanAnyNumber() {
        double nan = Double.NaN;
        double[] first = {1, nan, nan};
        double[] second = {nan, -1e9, nan};
        assertThat(SignTest.of(first, second, true)).isEqualTo(new SignTest(1, 1));
        assertThat(SignTest.of(first, second, false)).isEqualTo(new SignTest(1, 1));
    }
}

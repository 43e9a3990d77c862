package galatea.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChartTest {

    @Test
    void ticksAreRoundAndCoverTheValues() {
        Axis axis = Axis.around(new double[] {0.13, 4.7, Double.NaN}, false, false);
        assertThat(axis.ticks()).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0, 5.0);
        assertThat(axis.position(0)).isZero();
        assertThat(axis.position(5)).isCloseTo(1, within(1e-12));
        assertThat(axis.position(Double.NaN)).isNaN();
    }

    @Test
    void logarithmicTicksArePowersOfTen() {
        Axis axis = Axis.around(new double[] {0.02, 300, 0, -1}, true, false);
        assertThat(axis.ticks().stream().map(axis::label))
                .containsExactly("0.01", "0.1", "1", "10", "100", "1000");
        assertThat(axis.position(0)).isNaN();
        assertThat(axis.position(1)).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void labelsAreShort() {
        Axis axis = Axis.around(new double[] {-1, 1}, false, false);
        assertThat(axis.label(0.5)).isEqualTo("0.5");
        assertThat(axis.label(-0.0)).isEqualTo("0");
        assertThat(axis.label(25_000)).isEqualTo("25000");
        assertThat(axis.label(2e6)).isEqualTo("2e6");
        assertThat(axis.label(2.5e-5)).isEqualTo("2.5e-5");
    }

    @Test
    void everySeriesIsDrawnInItsColour() {
        double[] x = {0, 1, 2, 3};
        Chart chart =
                new Chart(
                        "",
                        "kimg",
                        "loss",
                        false,
                        List.of(
                                new Chart.Series("generator", x, new double[] {1, 2, 3, 4}),
                                new Chart.Series(
                                        "discriminator", x, new double[] {4, Double.NaN, 2, 1})));
        Picture picture = chart.draw(400, 300);
        assertThat(Pictures.count(picture, 0x0072b2)).isGreaterThan(200);
        assertThat(Pictures.count(picture, 0xd55e00)).isBetween(50, 500);
        assertThat(picture.pixels()).containsExactly(chart.draw(400, 300).pixels());
    }

    @Test
    void emptyAndConstantDataStillGiveAChart() {
        assertThat(new Chart("t", "", "", true, List.of()).draw(200, 150).width()).isEqualTo(200);
        Chart.Series flat = new Chart.Series("", new double[] {5}, new double[] {0});
        Picture dot = new Chart("", "", "", false, List.of(flat)).draw(200, 150);
        assertThat(IntStream.range(0, 200 * 150).map(i -> blueness(dot, i)).max().orElseThrow())
                .isGreaterThan(100);
        assertThatThrownBy(() -> new Chart.Series("a", new double[1], new double[2]))
                .hasMessage("y of a must have as many values as x, 1: 2");
    }

    private static int blueness(Picture picture, int pixel) {
        return (picture.pixels()[3 * pixel + 2] & 0xff) - (picture.pixels()[3 * pixel] & 0xff);
    }
}

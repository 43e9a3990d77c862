package galatea.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StackedAreaTest {

    private static final double[] X = {0, 1, 5, 10};
    private static final int[] COLORS = {Colors.BLUE, Colors.ORANGE, Colors.GREEN};

    @Test
    void areasAreProportionalToShares() {
        Picture picture = constant(0.5, 0.2, 0.3).draw(500, 400);
        double all = 0;
        double[] pixels = new double[3];
        for (int band = 0; band < 3; band++) {
            pixels[band] = inColor(picture, band);
            all += pixels[band];
        }
        assertThat(all).isGreaterThan(50_000);
        assertThat(pixels[0] / all).isCloseTo(0.5, within(0.01));
        assertThat(pixels[1] / all).isCloseTo(0.2, within(0.01));
        assertThat(pixels[2] / all).isCloseTo(0.3, within(0.01));
    }

    @Test
    void theFirstBandIsAtTheBottomAndBandsFollowX() {
        double[] falling = {1, 0.9, 0.5, 0};
        double[] rising = {0, 0.1, 0.5, 1};
        StackedArea chart = chart(X, falling, rising);
        PlotFrame frame = chart.frame(400, 300);
        for (double share : new double[] {0.03, 0.33, 0.78, 0.97}) { // off the grid lines
            assertThat(highest(0, chart, share)).isCloseTo(frame.y(1 - share), within(1.5));
            assertThat(highest(1, chart, share)).isCloseTo(frame.area().y, within(1.5));
        }
    }

    @Test
    void nanCountsAsNothing() {
        double[] gap = {0.5, Double.NaN, Double.NaN, 0.5};
        double[] zero = {0.5, 0, 0, 0.5};
        double[] rest = {0.5, 1, 1, 0.5};
        assertThat(chart(X, gap, rest).draw(300, 200).pixels())
                .containsExactly(chart(X, zero, rest).draw(300, 200).pixels());
    }

    @Test
    void sumsOfRoundedSharesReachTheTop() {
        double third = 1 / 3.0f; // the sum is above 1
        StackedArea chart = constant(third, third, third);
        assertThat(highest(2, chart, 0.53)).isLessThan(chart.frame(400, 300).area().y + 3);
    }

    @Test
    void littleDataStillGivesAChart() {
        assertThat(chart(new double[0]).draw(200, 150).width()).isEqualTo(200);
        assertThat(chart(new double[0], new double[0]).draw(200, 150).width()).isEqualTo(200);
        assertThat(chart(new double[] {3}, new double[] {1}).draw(200, 150).width()).isEqualTo(200);
        assertThat(chart(X, new double[4]).draw(200, 150).width()).isEqualTo(200);
    }

    @Test
    void equalInputsGiveEqualBytes() {
        assertThat(constant(1, 2, 3).draw(300, 200).pixels())
                .containsExactly(constant(1, 2, 3).draw(300, 200).pixels());
    }

    @Test
    void refusesWrongArguments() {
        assertThatThrownBy(() -> new StackedArea.Band("a", 0, new double[] {0, -1}))
                .hasMessage("shares of a must be finite and at least 0: -1.0");
        assertThatThrownBy(
                        () -> new StackedArea.Band("a", 0, new double[] {Double.POSITIVE_INFINITY}))
                .hasMessage("shares of a must be finite and at least 0: Infinity");
        assertThatThrownBy(() -> chart(X, new double[3]))
                .hasMessage("shares of band 0 must have as many values as x, 4: 3");
        assertThatThrownBy(() -> chart(new double[] {1, 0}))
                .hasMessage("x must be finite and never fall: 0.0 at 1");
        assertThatThrownBy(() -> chart(new double[] {Double.NaN}))
                .hasMessage("x must be finite and never fall: NaN at 0");
        assertThatThrownBy(() -> constant(1).draw(200, 149))
                .hasMessage("chart must be at least 200 x 150: 200 x 149");
    }

    private static StackedArea constant(double... shares) {
        return chart(
                X,
                Arrays.stream(shares)
                        .mapToObj(share -> new double[] {share, share, share, share})
                        .toArray(double[][]::new));
    }

    private static StackedArea chart(double[] x, double[]... shares) {
        StackedArea.Band[] bands = new StackedArea.Band[shares.length];
        for (int i = 0; i < bands.length; i++) {
            bands[i] = new StackedArea.Band("band " + i, COLORS[i], shares[i]);
        }
        return new StackedArea("", "generation", "share", x, List.of(bands));
    }

    /** Pixels of a band without its mark in the legend and what grid lines veil. */
    private static int inColor(Picture picture, int band) {
        return Pictures.count(picture, COLORS[band]) - 18 * 12;
    }

    /** The first row that has the colour of a band, at a share of the width off the y axis. */
    private static double highest(int band, StackedArea chart, double share) {
        Picture picture = chart.draw(400, 300);
        PlotFrame frame = chart.frame(400, 300);
        return IntStream.range(frame.area().y, 300)
                .filter(y -> Pictures.rgb(picture, frame.x(share), y) == COLORS[band])
                .findFirst()
                .orElseThrow();
    }
}

package galatea.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Rectangle;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DotPlotTest {

    private static final int WIDTH = 500;
    private static final int HEIGHT = 300;
    private static final double NAN = Double.NaN;

    @Test
    void theMedianIsMarkedWhereItBelongs() {
        DotPlot odd = plot(new double[] {0, 9, 10, 2, 3});
        assertThat(mark(odd, 0)).isCloseTo(x(odd, 3), within(0.8));
        DotPlot even = plot(new double[] {0, 4, 10, 2});
        assertThat(mark(even, 0)).isCloseTo(x(even, 3), within(0.8));
        DotPlot rows = plot(new double[] {0, 1, 2}, new double[] {7, 7, 8});
        assertThat(mark(rows, 0)).isCloseTo(x(rows, 1), within(0.8));
        assertThat(mark(rows, 1)).isCloseTo(x(rows, 7), within(0.8));
    }

    @Test
    void everyValueHasADotAlsoEqualOnes() {
        double[] values = {0, 0, 0, 5, 10, 10};
        DotPlot plot = plot(values);
        Picture picture = plot.draw(WIDTH, HEIGHT);
        for (int i = 0; i < values.length; i++) {
            double y = y(plot, 0, i, values.length);
            assertThat(blueness(picture, x(plot, values[i]) - 1, y)).isGreaterThan(60);
            double elsewhere = 10 - values[i];
            boolean alsoThere = values[i] == 5; // the same place
            assertThat(blueness(picture, x(plot, elsewhere) - 1, y) > 60).isEqualTo(alsoThere);
        }
    }

    @Test
    void valuesThatAreNotFiniteAreSkippedAndCounted() {
        DotPlot gaps = plot(new double[] {1, NAN, 3, Double.POSITIVE_INFINITY, 9});
        assertThat(mark(gaps, 0)).isCloseTo(x(gaps, 3), within(0.8));
        DotPlot counted = plot(new double[] {1, 2, NAN});
        DotPlot named =
                new DotPlot(
                        "title",
                        "value",
                        List.of(new DotPlot.Row("method 0 (2 of 3)", new double[] {1, 2})));
        assertThat(counted.frame(WIDTH, HEIGHT).area())
                .isEqualTo(named.frame(WIDTH, HEIGHT).area());
    }

    @Test
    void littleDataStillGivesAPlot() {
        assertThat(new DotPlot("", "", List.of()).draw(200, 150).width()).isEqualTo(200);
        assertThat(plot(new double[0]).draw(200, 150).width()).isEqualTo(200);
        assertThat(plot(new double[] {NAN}, new double[] {4}).draw(200, 150).width())
                .isEqualTo(200);
        DotPlot one = plot(new double[] {4});
        assertThat(mark(one, 0))
                .isCloseTo(one.frame(WIDTH, HEIGHT).area().getCenterX(), within(1.));
    }

    @Test
    void equalInputsGiveEqualBytes() {
        double[] values = {3, 1, 4, 1, 5};
        assertThat(plot(values, values).draw(WIDTH, HEIGHT).pixels())
                .containsExactly(plot(values, values).draw(WIDTH, HEIGHT).pixels());
    }

    @Test
    void refusesPicturesThatAreTooSmall() {
        assertThatThrownBy(() -> plot(new double[1]).draw(199, 150))
                .hasMessage("chart must be at least 200 x 150: 199 x 150");
        assertThatThrownBy(() -> plot(new double[10][1]).draw(400, 255))
                .hasMessage("height must be at least 256 for 10 rows: 255");
    }

    private static DotPlot plot(double[]... values) {
        List<DotPlot.Row> rows =
                IntStream.range(0, values.length)
                        .mapToObj(i -> new DotPlot.Row("method " + i, values[i]))
                        .toList();
        return new DotPlot("title", "value", rows);
    }

    private static double x(DotPlot plot, double value) {
        return plot.frame(WIDTH, HEIGHT).x(plot.axis().position(value));
    }

    /** Height of a dot: six tenths of a row, which is at most 56 pixels, are divided equally. */
    private static double y(DotPlot plot, int row, int index, int count) {
        Rectangle area = plot.frame(WIDTH, HEIGHT).area();
        double height = area.getHeight() / plot.rows().size();
        double offset = (index + 0.5) / count - 0.5;
        return area.y + (row + 0.5) * height + 0.6 * Math.min(56, height) * offset;
    }

    /** Centre of the dark pixels of a row. */
    private static double mark(DotPlot plot, int row) {
        Rectangle area = plot.frame(WIDTH, HEIGHT).area();
        Picture picture = plot.draw(WIDTH, HEIGHT);
        double height = area.getHeight() / plot.rows().size();
        int top = (int) (area.y + row * height);
        int bottom = (int) (top + height);
        double[] dark =
                IntStream.range(top * WIDTH, bottom * WIDTH)
                        .filter(i -> i % WIDTH >= area.x && i % WIDTH < area.getMaxX())
                        .filter(i -> (picture.pixels()[3 * i + 2] & 0xff) < 0x60)
                        .mapToDouble(i -> i % WIDTH + 0.5)
                        .toArray();
        return Arrays.stream(dark).average().orElseThrow();
    }

    private static int blueness(Picture picture, double x, double y) {
        return picture.sample((int) x, (int) y, 2) - picture.sample((int) x, (int) y, 0);
    }
}

package galatea.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Rectangle;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScatterPlotTest {

    private static final int WHITE = 0xffffff;

    @Test
    void pointsLieWhereTheyBelongWithYUpwards() {
        ScatterPlot plot = points(2, 1.1f, 1.7f);
        PlotFrame frame = plot.frame(300, 300);
        double x = frame.area().x + (1.1 + 2) / 4 * frame.area().width;
        double y = frame.area().y + (2 - 1.7) / 4 * frame.area().height;
        double[] middle = middleOfBlue(plot.draw(300, 300), frame.area());
        assertThat(middle[0]).isCloseTo(x, within(0.1));
        assertThat(middle[1]).isCloseTo(y, within(0.1));
    }

    @Test
    void bothAxesHaveOneScale() {
        for (int[] size : new int[][] {{600, 600}, {900, 400}, {300, 700}, {200, 150}}) {
            Rectangle area = points(2, 0, 0).frame(size[0], size[1]).area();
            assertThat(area.width).isEqualTo(area.height).isGreaterThan(40);
            assertThat(new Rectangle(size[0], size[1]).contains(area)).isTrue();
        }
    }

    @Test
    void dotsAreHalfTransparentSoThatDensityShows() {
        ScatterPlot one = points(2, 0.3f, 0.3f);
        ScatterPlot three = points(2, 0.3f, 0.3f, 0.3f, 0.3f, 0.3f, 0.3f);
        int once = colorAt(one, 0.3, 0.3);
        assertThat(once >> 16).isBetween(125, 129); // half of no red and white
        assertThat(colorAt(three, 0.3, 0.3) >> 16).isBetween(28, 36);
    }

    @Test
    void laterCloudsLieOnTop() {
        float[] twice = {0.3f, 0.3f, 0.3f, 0.3f, 0.3f, 0.3f};
        ScatterPlot plot =
                plot(
                        null,
                        new ScatterPlot.Cloud("real", Colors.BLUE, twice),
                        new ScatterPlot.Cloud("generated", Colors.ORANGE, twice));
        assertThat(colorAt(plot, 0.3, 0.3) >> 16).isGreaterThan(190);
    }

    @Test
    void pointsOutsideOrNotFiniteAreSkipped() {
        ScatterPlot none = points(1);
        float nan = Float.NaN;
        float infinity = Float.POSITIVE_INFINITY;
        ScatterPlot skipped = points(1, nan, 0, 0, nan, infinity, 0, 0, -infinity, 1.01f, 0, 0, -2);
        assertThat(skipped.draw(300, 300).pixels()).containsExactly(none.draw(300, 300).pixels());
        assertThat(colorAt(points(1, -1, 0.1f), -0.99, 0.1)).isNotEqualTo(WHITE); // on the edge
    }

    @Test
    void rowZeroOfTheHeatIsAtTheTop() {
        ScatterPlot plot = plot(new ScatterPlot.Heat(2, new float[] {1, 0.5f, 0, 0.5f}));
        assertThat(colorAt(plot, -1.5, 1.5)).isEqualTo(HeatLayer.HIGH);
        assertThat(colorAt(plot, -1.5, -1.5)).isEqualTo(HeatLayer.LOW);
        assertThat(colorAt(plot, 1.5, 1.5)).isEqualTo(WHITE);
        assertThat(colorAt(plot, 1.5, -1.5)).isEqualTo(WHITE);
    }

    @Test
    void valuesBelongToTheMiddlesOfCellsAndTheLineToOneHalf() {
        float[] values = {0.1f, 0.1f, 0.9f, 0.1f, 0.1f, 0.9f, 0.1f, 0.1f, 0.9f};
        ScatterPlot plot = plot(new ScatterPlot.Heat(3, values));
        Picture picture = plot.draw(300, 300);
        PlotFrame frame = plot.frame(300, 300);
        // From 0.1 in the middle to 0.9 at x = 4/3; half of it is at 2/3 of an extent of 2.
        double line = frame.x((2.0 / 3 + 2) / 4);
        for (double position : new double[] {0.01, 0.2, 0.5, 0.99}) {
            assertThat(darkest(picture, frame.area(), frame.y(position)))
                    .isCloseTo(line, within(1.0));
        }
    }

    @Test
    void heatIsClampedAndNanIsHalf() {
        float[] wild = {7, Float.NaN, -3, Float.NaN};
        ScatterPlot plot = plot(new ScatterPlot.Heat(2, wild));
        ScatterPlot tame = plot(new ScatterPlot.Heat(2, new float[] {1, 0.5f, 0, 0.5f}));
        assertThat(plot.draw(300, 300).pixels()).containsExactly(tame.draw(300, 300).pixels());
    }

    @Test
    void equalInputsGiveEqualBytes() {
        ScatterPlot.Heat heat = new ScatterPlot.Heat(2, new float[] {0, 1, 0.3f, 0.8f});
        ScatterPlot.Cloud cloud = new ScatterPlot.Cloud("a", 0x102030, new float[] {0, 1});
        assertThat(plot(heat, cloud).draw(310, 290).pixels())
                .containsExactly(plot(heat, cloud).draw(310, 290).pixels());
    }

    @Test
    void refusesWrongArguments() {
        assertThatThrownBy(() -> new ScatterPlot.Heat(2, new float[3]))
                .hasMessage("values must have side x side = 4 numbers: 3");
        assertThatThrownBy(() -> new ScatterPlot.Heat(0, new float[0]))
                .hasMessage("side must be at least 1: 0");
        assertThatThrownBy(() -> new ScatterPlot.Cloud("a", 0, new float[3]))
                .hasMessage("xy of a must have two numbers per point: 3");
        assertThatThrownBy(() -> points(Double.NaN))
                .hasMessage("extent must be above 0 and finite: NaN");
        assertThatThrownBy(() -> points(0)).hasMessage("extent must be above 0 and finite: 0.0");
        assertThatThrownBy(() -> points(1).draw(199, 150))
                .hasMessage("chart must be at least 200 x 150: 199 x 150");
    }

    private static ScatterPlot points(double extent, float... xy) {
        List<ScatterPlot.Cloud> clouds = List.of(new ScatterPlot.Cloud("a", Colors.BLUE, xy));
        return new ScatterPlot("", extent, null, clouds);
    }

    private static ScatterPlot plot(ScatterPlot.@Nullable Heat heat, ScatterPlot.Cloud... clouds) {
        return new ScatterPlot("title", 2, heat, List.of(clouds));
    }

    private static int colorAt(ScatterPlot plot, double x, double y) {
        PlotFrame frame = plot.frame(300, 300);
        double right = frame.x((x / plot.extent() + 1) / 2);
        double down = frame.y((y / plot.extent() + 1) / 2);
        return Pictures.rgb(plot.draw(300, 300), right, down);
    }

    /** Centre of the blue dots in pixels, each pixel weighing as much as it is blue, not gray. */
    private static double[] middleOfBlue(Picture picture, Rectangle area) {
        double[] sums = new double[2];
        double weights = 0;
        for (int y = area.y; y < area.y + area.height; y++) {
            for (int x = area.x; x < area.x + area.width; x++) {
                int weight = picture.sample(x, y, 2) - picture.sample(x, y, 0);
                sums[0] += weight * (x + 0.5);
                sums[1] += weight * (y + 0.5);
                weights += weight;
            }
        }
        return new double[] {sums[0] / weights, sums[1] / weights};
    }

    /** Middle of the darkest pixel of a row. */
    private static double darkest(Picture picture, Rectangle area, double y) {
        int best = area.x;
        for (int x = area.x; x < area.x + area.width; x++) {
            if (picture.sample(x, (int) y, 1) < picture.sample(best, (int) y, 1)) {
                best = x;
            }
        }
        return best + 0.5;
    }
}

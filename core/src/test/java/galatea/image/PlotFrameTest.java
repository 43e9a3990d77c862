package galatea.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlotFrameTest {

    private static final List<PlotFrame.Tick> TICKS =
            List.of(new PlotFrame.Tick("0", 0), new PlotFrame.Tick("1", 1));

    @Test
    void positionsRunRightwardsAndUpwards() {
        PlotFrame frame = PlotFrame.filling(content(Legend.NONE), 400, 300);
        assertThat(frame.x(0)).isEqualTo(frame.area().x);
        assertThat(frame.x(1)).isEqualTo(frame.area().getMaxX());
        assertThat(frame.y(0)).isEqualTo(frame.area().getMaxY());
        assertThat(frame.y(1)).isEqualTo(frame.area().y);
    }

    @Test
    void theLegendStandsWhereItLeavesMoreRoom() {
        Legend legend = legend(2, "a name of some length");
        int bare = PlotFrame.filling(content(Legend.NONE), 900, 400).area().height;
        assertThat(PlotFrame.filling(content(legend), 900, 400).area().height).isEqualTo(bare);
        int wide = PlotFrame.filling(content(Legend.NONE), 600, 600).area().width;
        assertThat(PlotFrame.filling(content(legend), 600, 600).area().width).isEqualTo(wide);
    }

    @Test
    void longNamesLeaveRoomForThePlot() {
        Legend legend = legend(7, "an endless name ".repeat(20));
        List<PlotFrame.Tick> ticks = List.of(new PlotFrame.Tick("endless ".repeat(20), 0.5));
        PlotContent content = new PlotContent("t", "x", "", TICKS, ticks, legend);
        assertThat(PlotFrame.filling(content, 300, 300).area().width).isGreaterThan(20);
        assertThat(PlotFrame.filling(content, 300, 300).area().height).isGreaterThan(20);
    }

    @Test
    void nothingIsDrawnAtTheEdges() {
        String endless = "an endless text ".repeat(20);
        Legend legend = legend(3, endless);
        PlotContent content = new PlotContent(endless, endless, endless, TICKS, TICKS, legend);
        PlotFrame frame = PlotFrame.filling(content, 300, 250);
        frame.drawSurroundings();
        Picture picture = frame.finish();
        for (int i = 0; i < 250; i++) {
            assertThat(Pictures.rgb(picture, 2, i)).isEqualTo(0xffffff);
            assertThat(Pictures.rgb(picture, 297, i)).isEqualTo(0xffffff);
            assertThat(Pictures.rgb(picture, i, 2)).isEqualTo(0xffffff);
            assertThat(Pictures.rgb(picture, i, 247)).isEqualTo(0xffffff);
        }
    }

    @Test
    void whatIsDrawnInsideStaysInside() {
        PlotFrame frame = PlotFrame.square(content(Legend.NONE), 300, 300);
        frame.inside(
                graphics -> {
                    graphics.setColor(new Color(Colors.BLUE));
                    graphics.fillRect(0, 0, 300, 300);
                });
        int side = frame.area().width;
        assertThat(Pictures.count(frame.finish(), Colors.BLUE)).isEqualTo(side * side);
    }

    @Test
    void labelsThatWouldOverlapAreLeftOut() {
        List<PlotFrame.Tick> many =
                IntStream.range(0, 50)
                        .mapToObj(i -> new PlotFrame.Tick("1000000", i / 49.0))
                        .toList();
        PlotContent content = new PlotContent("", "", "", many, TICKS, Legend.NONE);
        PlotFrame frame = PlotFrame.filling(content, 400, 200);
        int below = frame.area().y + frame.area().height + 2; // ticks stand at labels only
        frame.drawSurroundings();
        Picture picture = frame.finish();
        long ticks =
                IntStream.range(0, 400)
                        .filter(
                                x ->
                                        Pictures.rgb(picture, x, below)
                                                == (Colors.INK.getRGB() & 0xffffff))
                        .count();
        assertThat(ticks).isBetween(3L, 8L);
    }

    @Test
    void textIsShortenedToFit() {
        Canvas canvas = new Canvas(10, 10, 13);
        assertThat(canvas.shortened("generator", 200)).isEqualTo("generator");
        String shortened = canvas.shortened("generator", 50);
        assertThat(shortened).startsWith("gen").endsWith("…");
        assertThat(canvas.widthOf(shortened)).isLessThanOrEqualTo(50);
        assertThat(canvas.shortened("", 0)).isEmpty();
        assertThat(canvas.shortened("generator", 0)).isEqualTo("…");
    }

    @Test
    void coloursOfSeriesRepeat() {
        assertThat(Colors.ofSeries(0)).isEqualTo(Colors.BLUE);
        assertThat(Colors.ofSeries(8)).isEqualTo(Colors.VERMILION);
        assertThat(Colors.OKABE_ITO).doesNotHaveDuplicates();
        assertThat(Colors.mix(0x000000, 0xff8040, 0.5)).isEqualTo(0x804020);
    }

    private static PlotContent content(Legend legend) {
        return new PlotContent("title", "x", "y", TICKS, TICKS, legend);
    }

    private static Legend legend(int entries, String name) {
        Legend.Entry entry = new Legend.Entry(name, Legend.Mark.line(Colors.BLUE));
        return new Legend(Collections.nCopies(entries, entry));
    }
}

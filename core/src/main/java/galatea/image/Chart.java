package galatea.image;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A line chart: named series over a common x axis, with ticks, grid lines, legend and titles.
 *
 * @param title above the chart; empty for none
 * @param xLabel below the x axis; empty for none
 * @param yLabel beside the y axis; empty for none
 * @param logY whether the y axis is logarithmic; values of 0 and less are then gaps
 * @param series drawn in this order, in colours that also colour-blind readers tell apart
 */
public record Chart(String title, String xLabel, String yLabel, boolean logY, List<Series> series) {

    private static final BasicStroke STROKE =
            new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    /**
     * One line.
     *
     * @param name its text in the legend
     * @param x positions, in the order in which they are joined; not copied
     * @param y values, as many; NaN and infinities leave a gap; not copied
     */
    public record Series(String name, double[] x, double[] y) {

        /** Checks the lengths. */
        public Series {
            if (x.length != y.length) {
                throw new IllegalArgumentException(
                        "y of %s must have as many values as x, %d: %d"
                                .formatted(name, x.length, y.length));
            }
        }
    }

    /** Copies the list of series. */
    public Chart {
        series = List.copyOf(series);
    }

    /**
     * Draws the chart.
     *
     * @param width pixels, at least 200
     * @param height pixels, at least 150
     * @return an RGB picture
     */
    public Picture draw(int width, int height) {
        Axis xAxis = axis(series.stream().map(Series::x), false, true);
        Axis yAxis = axis(series.stream().map(Series::y), logY, false);
        PlotFrame frame = PlotFrame.filling(content(xAxis, yAxis), width, height);
        frame.drawGrid(Colors.GRID);
        frame.drawSurroundings();
        Graphics2D graphics = frame.canvas().graphics();
        graphics.setStroke(STROKE);
        for (int i = 0; i < series.size(); i++) {
            graphics.setColor(new Color(Colors.ofSeries(i)));
            graphics.draw(path(frame, xAxis, yAxis, series.get(i)));
        }
        return frame.finish();
    }

    private static Axis axis(Stream<double[]> values, boolean log, boolean tight) {
        return Axis.around(values.flatMapToDouble(Arrays::stream).toArray(), log, tight);
    }

    private PlotContent content(Axis xAxis, Axis yAxis) {
        List<Legend.Entry> names = new ArrayList<>();
        for (Series line : series) {
            int rgb = Colors.ofSeries(names.size());
            names.add(new Legend.Entry(line.name(), Legend.Mark.line(rgb)));
        }
        return new PlotContent(
                title,
                xLabel,
                yLabel,
                xAxis.labelledTicks(),
                yAxis.labelledTicks(),
                new Legend(names));
    }

    private static Path2D path(PlotFrame frame, Axis xAxis, Axis yAxis, Series line) {
        Path2D path = new Path2D.Double();
        boolean joined = false;
        for (int i = 0; i < line.x().length; i++) {
            double x = frame.x(xAxis.position(line.x()[i]));
            double y = frame.y(yAxis.position(line.y()[i]));
            boolean shown = !Double.isNaN(x + y);
            if (shown && !joined) {
                path.moveTo(x, y);
            }
            if (shown) {
                path.lineTo(x, y); // a lone point shows as a dot
            }
            joined = shown;
        }
        return path;
    }
}

package galatea.image;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
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

    private static final int FONT = 13;
    private static final int EDGE = 16;
    private static final int TICK = 4;
    private static final int LEGEND_LINE = 18;
    private static final int LEGEND_MARK = 22;
    private static final Color INK = new Color(0x333333);
    private static final Color GRID = new Color(0xe4e4e4);
    // Okabe and Ito, Color Universal Design, 2008.
    private static final List<Color> COLORS =
            List.of(
                    new Color(0x0072b2),
                    new Color(0xd55e00),
                    new Color(0x009e73),
                    new Color(0xcc79a7),
                    new Color(0xe69f00),
                    new Color(0x56b4e9),
                    new Color(0x000000));

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
        if (width < 200 || height < 150) {
            throw new IllegalArgumentException(
                    "chart must be at least 200 x 150: %d x %d".formatted(width, height));
        }
        Axis xAxis = axis(series.stream().map(Series::x), false, true);
        Axis yAxis = axis(series.stream().map(Series::y), logY, false);
        Canvas canvas = new Canvas(width, height, FONT);
        Rectangle2D plot = plotArea(canvas, yAxis, width, height);
        drawXAxis(canvas, plot, xAxis);
        drawYAxis(canvas, plot, yAxis);
        canvas.text(title, plot.getCenterX(), EDGE + 2, Canvas.Align.CENTER, INK);
        for (int i = 0; i < series.size(); i++) {
            drawSeries(canvas, plot, xAxis, yAxis, i);
        }
        drawLegend(canvas, plot);
        return canvas.finish();
    }

    private static Axis axis(Stream<double[]> values, boolean log, boolean tight) {
        return Axis.around(values.flatMapToDouble(Arrays::stream).toArray(), log, tight);
    }

    private Rectangle2D plotArea(Canvas canvas, Axis yAxis, int width, int height) {
        int labels = 0;
        for (double tick : yAxis.ticks()) {
            labels = Math.max(labels, canvas.widthOf(yAxis.label(tick)));
        }
        int left = EDGE + labels + 2 * TICK + (yLabel.isEmpty() ? 0 : FONT + 8);
        int top = title.isEmpty() ? EDGE : 2 * EDGE + 4;
        int bottom = EDGE + FONT + 2 * TICK + (xLabel.isEmpty() ? 0 : FONT + 4);
        int right = EDGE + Math.min(legendWidth(canvas), width / 2); // the plot stays visible
        return new Rectangle2D.Double(left, top, width - left - right, height - top - bottom);
    }

    private int legendWidth(Canvas canvas) {
        int names = series.stream().mapToInt(line -> canvas.widthOf(line.name())).max().orElse(0);
        return names == 0 ? 0 : LEGEND_MARK + names + 2 * TICK + EDGE / 2;
    }

    private void drawXAxis(Canvas canvas, Rectangle2D plot, Axis axis) {
        for (double tick : axis.ticks()) {
            double x = plot.getX() + axis.position(tick) * plot.getWidth();
            canvas.line(x, plot.getY(), x, plot.getMaxY(), 1, GRID);
            canvas.line(x, plot.getMaxY(), x, plot.getMaxY() + TICK, 1, INK);
            double y = plot.getMaxY() + 2 * TICK + FONT / 2.0;
            canvas.text(axis.label(tick), x, y, Canvas.Align.CENTER, INK);
        }
        canvas.line(plot.getX(), plot.getMaxY(), plot.getMaxX(), plot.getMaxY(), 1, INK);
        double y = plot.getMaxY() + 3 * TICK + FONT * 1.5 + 4;
        canvas.text(xLabel, plot.getCenterX(), y, Canvas.Align.CENTER, INK);
    }

    private void drawYAxis(Canvas canvas, Rectangle2D plot, Axis axis) {
        for (double tick : axis.ticks()) {
            double y = plot.getMaxY() - axis.position(tick) * plot.getHeight();
            canvas.line(plot.getX(), y, plot.getMaxX(), y, 1, GRID);
            canvas.line(plot.getX() - TICK, y, plot.getX(), y, 1, INK);
            canvas.text(axis.label(tick), plot.getX() - 2 * TICK, y, Canvas.Align.RIGHT, INK);
        }
        canvas.line(plot.getX(), plot.getY(), plot.getX(), plot.getMaxY(), 1, INK);
        canvas.line(plot.getX(), plot.getMaxY(), plot.getMaxX(), plot.getMaxY(), 1, INK);
        canvas.verticalText(yLabel, EDGE, plot.getCenterY(), INK);
    }

    private void drawSeries(Canvas canvas, Rectangle2D plot, Axis xAxis, Axis yAxis, int index) {
        canvas.graphics().setStroke(stroke());
        canvas.graphics().setColor(COLORS.get(index % COLORS.size()));
        canvas.graphics().draw(path(plot, xAxis, yAxis, series.get(index)));
    }

    private static Path2D path(Rectangle2D plot, Axis xAxis, Axis yAxis, Series line) {
        Path2D path = new Path2D.Double();
        boolean joined = false;
        for (int i = 0; i < line.x().length; i++) {
            double x = plot.getX() + xAxis.position(line.x()[i]) * plot.getWidth();
            double y = plot.getMaxY() - yAxis.position(line.y()[i]) * plot.getHeight();
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

    private static BasicStroke stroke() {
        return new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    private void drawLegend(Canvas canvas, Rectangle2D plot) {
        if (legendWidth(canvas) == 0) {
            return;
        }
        double x = plot.getMaxX() + EDGE;
        for (int i = 0; i < series.size(); i++) {
            double y = plot.getY() + (i + 0.5) * LEGEND_LINE;
            canvas.line(x, y, x + LEGEND_MARK - TICK, y, 3, COLORS.get(i % COLORS.size()));
            canvas.text(series.get(i).name(), x + LEGEND_MARK, y, Canvas.Align.LEFT, INK);
        }
    }
}

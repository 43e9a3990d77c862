package galatea.image;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A row of dots per name over a common value axis, with the median marked: for comparing methods
 * over several seeds.
 *
 * @param title above the plot; empty for none
 * @param valueLabel below the value axis; empty for none
 * @param rows from top to bottom
 */
public record DotPlot(String title, String valueLabel, List<Row> rows) {

    private static final int MIN_HEIGHT = 96;
    private static final int MIN_ROW = 16;
    private static final double MAX_ROW = 56;
    private static final double RADIUS = 4.5;
    private static final double MARGIN = 0.04; // of the range of values
    private static final double JITTER = 0.6; // of the height of a row
    private static final double MEDIAN = 0.7; // of the height of a row

    /**
     * One row.
     *
     * @param name its text at the left, with the number of finite values if some are not
     * @param values a dot each; those that are not finite are skipped and do not count for the
     *     median; not copied
     */
    public record Row(String name, double[] values) {

        private double[] finite() {
            return Arrays.stream(values).filter(Double::isFinite).toArray();
        }

        private String label() {
            int shown = finite().length;
            return shown == values.length
                    ? name
                    : "%s (%d of %d)".formatted(name, shown, values.length);
        }
    }

    /** Copies the list of rows. */
    public DotPlot {
        rows = List.copyOf(rows);
    }

    /**
     * Draws the plot.
     *
     * @param width pixels, at least 200
     * @param height pixels, at least 150 and at least 96 + 16 per row
     * @return an RGB picture
     */
    public Picture draw(int width, int height) {
        int least = MIN_HEIGHT + MIN_ROW * rows.size();
        if (height < least) {
            throw new IllegalArgumentException(
                    "height must be at least %d for %d rows: %d"
                            .formatted(least, rows.size(), height));
        }
        PlotFrame frame = frame(width, height);
        frame.drawGrid(Colors.GRID);
        frame.drawSurroundings();
        double rowHeight = Math.min(MAX_ROW, frame.area().getHeight() / rows.size());
        for (int i = 0; i < rows.size(); i++) {
            drawRow(frame, rows.get(i), frame.y(position(i)), rowHeight);
        }
        return frame.finish();
    }

    /** With room for the dots at both ends. */
    Axis axis() {
        double[] values =
                rows.stream().flatMapToDouble(row -> Arrays.stream(row.finite())).toArray();
        double low = Arrays.stream(values).min().orElse(0);
        double high = Arrays.stream(values).max().orElse(1);
        double margin = MARGIN * (high - low);
        return Axis.around(new double[] {low - margin, high + margin}, false, true);
    }

    /** The empty frame. */
    PlotFrame frame(int width, int height) {
        List<PlotFrame.Tick> names = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            names.add(0, new PlotFrame.Tick(rows.get(i).label(), position(i)));
        }
        return PlotFrame.filling(
                new PlotContent(title, valueLabel, "", axis().labelledTicks(), names, Legend.NONE),
                width,
                height);
    }

    private double position(int row) {
        return 1 - (row + 0.5) / rows.size();
    }

    /** Dots of one index are at one height in all rows, so that equal values show. */
    private void drawRow(PlotFrame frame, Row row, double y, double height) {
        Axis axis = axis();
        Color color = Colors.halfTransparent(Colors.BLUE);
        double radius = Math.min(RADIUS, height / 5);
        for (int i = 0; i < row.values.length; i++) {
            double jitter = JITTER * height * ((i + 0.5) / row.values.length - 0.5);
            if (Double.isFinite(row.values[i])) {
                double x = frame.x(axis.position(row.values[i]));
                frame.canvas().dot(x, y + jitter, radius, color);
            }
        }
        if (row.finite().length > 0) {
            double x = frame.x(axis.position(median(row.finite())));
            double half = MEDIAN * height / 2;
            frame.canvas().line(x, y - half, x, y + half, 3, Colors.INK);
        }
    }

    /** The middle value, or the mean of the two. */
    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : sorted[middle - 1] / 2 + sorted[middle] / 2;
    }
}

package galatea.image;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;

/** Draws the background of a scatter plot: soft colours and the line at 0.5. */
final class HeatLayer {

    static final int LOW = 0xddcbe8;
    static final int MIDDLE = 0xffffff;
    static final int HIGH = 0xcbe6c6;
    static final double LEVEL = 0.5;

    private static final int LATTICE = 2; // pixels between the points that the line is found from

    private final ScatterPlot.Heat heat;

    HeatLayer(ScatterPlot.Heat heat) {
        this.heat = heat;
    }

    void draw(Canvas canvas, Rectangle area) {
        canvas.picture(picture(area.width, area.height), area.x, area.y);
        Graphics2D graphics = canvas.graphics();
        graphics.setColor(Colors.FAINT_INK);
        graphics.setStroke(new BasicStroke(1.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(line(area));
    }

    /** The colour of a value. */
    static int color(double value) {
        return value < LEVEL
                ? Colors.mix(LOW, MIDDLE, value / LEVEL)
                : Colors.mix(MIDDLE, HIGH, (value - LEVEL) / (1 - LEVEL));
    }

    private Picture picture(int width, int height) {
        Picture picture = Picture.blank(width, height, 3);
        for (int i = 0; i < width * height; i++) {
            int row = i / width;
            int rgb = color(at((i % width + 0.5) / width, (row + 0.5) / height));
            for (int channel = 0; channel < 3; channel++) {
                picture.pixels()[3 * i + channel] = (byte) (rgb >> (16 - 8 * channel));
            }
        }
        return picture;
    }

    private Path2D line(Rectangle area) {
        int cells = Math.max(1, area.width / LATTICE);
        int points = cells + 1;
        double[] values = new double[points * points];
        for (int i = 0; i < values.length; i++) {
            int row = i / points;
            values[i] = at(i % points / (double) cells, row / (double) cells);
        }
        Path2D line = Contour.path(points, values, LEVEL);
        line.transform(
                new AffineTransform(
                        area.width / (double) cells,
                        0,
                        0,
                        area.height / (double) cells,
                        area.x,
                        area.y));
        return line;
    }

    /**
     * The value at a point, bilinear between the middles of cells and constant outside of them.
     *
     * @param right 0…1 from the left edge
     * @param down 0…1 from the upper edge
     */
    private double at(double right, double down) {
        double x = Math.max(0, Math.min(heat.side() - 1.0, right * heat.side() - 0.5));
        double y = Math.max(0, Math.min(heat.side() - 1.0, down * heat.side() - 0.5));
        int column = (int) x;
        int row = (int) y;
        double above = between(value(column, row), value(column + 1, row), x - column);
        double below = between(value(column, row + 1), value(column + 1, row + 1), x - column);
        return between(above, below, y - row);
    }

    private static double between(double a, double b, double share) {
        return a + share * (b - a);
    }

    private double value(int column, int row) {
        int last = heat.side() - 1;
        float value = heat.values()[Math.min(row, last) * heat.side() + Math.min(column, last)];
        return Float.isNaN(value) ? LEVEL : Math.max(0, Math.min(1, value));
    }
}

package galatea.image;

import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Clouds of points in the square [-extent, extent]², y upwards, with equal scales on both axes.
 *
 * @param title above the plot; empty for none
 * @param extent half the width of the square shown, above 0 and finite
 * @param background values all over the square; null for none
 * @param clouds drawn in this order, later ones on top
 */
public record ScatterPlot(
        String title, double extent, @Nullable Heat background, List<Cloud> clouds) {

    private static final double RADIUS = 2.25;

    /**
     * Values in [0, 1] all over the square: pale purple for 0, white for 0.5, pale green for 1,
     * with a thin line where they cross 0.5. A value belongs to the middle of its cell, in row r
     * and column c to x = extent · ((2c + 1) / side - 1), y = extent · (1 - (2r + 1) / side);
     * between the middles it is interpolated.
     *
     * @param side cells per row, at least 1
     * @param values {@code [side, side]} row by row from the top; values outside of [0, 1] are
     *     clamped, NaN counts as 0.5; not copied
     */
    public record Heat(int side, float[] values) {

        /** Checks the length. */
        public Heat {
            if (side < 1) {
                throw new IllegalArgumentException("side must be at least 1: " + side);
            }
            if (values.length != (long) side * side) {
                throw new IllegalArgumentException(
                        "values must have side x side = %d numbers: %d"
                                .formatted((long) side * side, values.length));
            }
        }
    }

    /**
     * Points of one kind, half-transparent, so that their density shows.
     *
     * @param name its text in the legend
     * @param rgb colour of the points, {@code 0xRRGGBB}
     * @param xy {@code [n, 2]}; points outside of the square or not finite are skipped; not copied
     */
    public record Cloud(String name, int rgb, float[] xy) {

        /** Checks the length. */
        public Cloud {
            if (xy.length % 2 != 0) {
                throw new IllegalArgumentException(
                        "xy of %s must have two numbers per point: %d".formatted(name, xy.length));
            }
        }
    }

    /** Checks the extent and copies the list of clouds. */
    public ScatterPlot {
        if (!(extent > 0) || Double.isInfinite(extent)) {
            throw new IllegalArgumentException("extent must be above 0 and finite: " + extent);
        }
        clouds = List.copyOf(clouds);
    }

    /**
     * Draws the plot, with the legend below or beside, where it leaves more room.
     *
     * @param width pixels, at least 200
     * @param height pixels, at least 150
     * @return an RGB picture
     */
    public Picture draw(int width, int height) {
        PlotFrame frame = frame(width, height);
        if (background == null) {
            frame.drawGrid(Colors.GRID);
        } else {
            HeatLayer heat = new HeatLayer(background);
            frame.inside(graphics -> heat.draw(frame.canvas(), frame.area()));
        }
        frame.drawSurroundings();
        frame.inside(
                graphics -> {
                    for (Cloud cloud : clouds) {
                        drawPoints(graphics, frame, cloud);
                    }
                });
        return frame.finish();
    }

    /** The empty frame. */
    PlotFrame frame(int width, int height) {
        Axis axis = Axis.around(new double[] {-extent, extent}, false, true);
        List<PlotFrame.Tick> ticks = axis.labelledTicks();
        return PlotFrame.square(
                new PlotContent(title, "", "", ticks, ticks, legend()), width, height);
    }

    private Legend legend() {
        List<Legend.Entry> entries = new ArrayList<>();
        for (Cloud cloud : clouds) {
            entries.add(new Legend.Entry(cloud.name(), Legend.Mark.dot(cloud.rgb())));
        }
        if (background != null) {
            Legend.Mark scale = Legend.Mark.scale(HeatLayer::color);
            entries.add(new Legend.Entry("0 to 1, line at 0.5", scale));
        }
        return new Legend(entries);
    }

    private void drawPoints(Graphics2D graphics, PlotFrame frame, Cloud cloud) {
        graphics.setColor(Colors.halfTransparent(cloud.rgb()));
        for (int i = 0; i < cloud.xy().length; i += 2) {
            double x = cloud.xy()[i];
            double y = cloud.xy()[i + 1];
            if (Math.abs(x) <= extent && Math.abs(y) <= extent) { // NaN is not
                double left = frame.x(position(x)) - RADIUS;
                double top = frame.y(position(y)) - RADIUS;
                graphics.fill(new Ellipse2D.Double(left, top, 2 * RADIUS, 2 * RADIUS));
            }
        }
    }

    private double position(double coordinate) {
        return (coordinate / extent + 1) / 2;
    }
}

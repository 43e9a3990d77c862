package galatea.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bands stacked over a common x axis, such as the shares of several kinds over time.
 *
 * @param title above the chart; empty for none
 * @param xLabel below the x axis; empty for none
 * @param yLabel beside the y axis; empty for none
 * @param x positions, finite and never falling; at least two make an area; not copied
 * @param bands from bottom to top
 */
public record StackedArea(
        String title, String xLabel, String yLabel, double[] x, List<Band> bands) {

    private static final double ROUNDING = 1e-6; // sums of rounded shares exceed 1 by less

    /**
     * One band.
     *
     * @param name its text in the legend
     * @param rgb its colour, {@code 0xRRGGBB}
     * @param shares its height at each position of x, finite and at least 0; NaN counts as 0; not
     *     copied
     */
    public record Band(String name, int rgb, double[] shares) {

        /** Checks the range. */
        public Band {
            for (double share : shares) {
                if (share < 0 || Double.isInfinite(share)) {
                    throw new IllegalArgumentException(
                            "shares of %s must be finite and at least 0: %s"
                                    .formatted(name, share));
                }
            }
        }
    }

    /** Checks positions and lengths and copies the list of bands. */
    public StackedArea {
        bands = List.copyOf(bands);
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i]) || (i > 0 && x[i] < x[i - 1])) {
                throw new IllegalArgumentException(
                        "x must be finite and never fall: %s at %d".formatted(x[i], i));
            }
        }
        for (Band band : bands) {
            if (band.shares().length != x.length) {
                throw new IllegalArgumentException(
                        "shares of %s must have as many values as x, %d: %d"
                                .formatted(band.name(), x.length, band.shares().length));
            }
        }
    }

    /**
     * Draws the chart.
     *
     * @param width pixels, at least 200
     * @param height pixels, at least 150
     * @return an RGB picture
     */
    public Picture draw(int width, int height) {
        PlotFrame frame = frame(width, height);
        frame.drawGrid(Colors.GRID);
        frame.inside(graphics -> drawBands(graphics, frame));
        frame.drawGrid(Colors.VEIL);
        frame.drawSurroundings();
        return frame.finish();
    }

    /** The empty frame. */
    PlotFrame frame(int width, int height) {
        List<Legend.Entry> names = new ArrayList<>();
        for (Band band : bands) { // in the legend as in the chart, the first is lowest
            names.add(0, new Legend.Entry(band.name(), Legend.Mark.block(band.rgb())));
        }
        PlotContent content =
                new PlotContent(
                        title,
                        xLabel,
                        yLabel,
                        xAxis().labelledTicks(),
                        yAxis().labelledTicks(),
                        new Legend(names));
        return PlotFrame.filling(content, width, height);
    }

    /** The upper edge of each band. */
    private List<double[]> tops() {
        List<double[]> tops = new ArrayList<>();
        double[] top = new double[x.length];
        for (Band band : bands) {
            top = top.clone();
            for (int i = 0; i < top.length; i++) {
                top[i] += Double.isNaN(band.shares()[i]) ? 0 : band.shares()[i];
            }
            tops.add(top);
        }
        return tops;
    }

    private Axis xAxis() {
        return Axis.around(x, false, true);
    }

    private Axis yAxis() {
        List<double[]> tops = tops();
        double[] top = tops.isEmpty() ? new double[0] : tops.get(tops.size() - 1);
        double highest = Arrays.stream(top).max().orElse(0);
        double end = highest == 0 ? 1 : highest * (1 - ROUNDING);
        return Axis.around(new double[] {0, end}, false, false);
    }

    /** Each from the bottom of the chart and the highest first, so that no seams show through. */
    private void drawBands(Graphics2D graphics, PlotFrame frame) {
        List<double[]> tops = tops();
        for (int band = bands.size() - 1; band >= 0 && x.length > 0; band--) {
            graphics.setColor(new Color(bands.get(band).rgb()));
            graphics.fill(below(tops.get(band), frame));
        }
    }

    /** Everything below a line over x. */
    private Path2D below(double[] top, PlotFrame frame) {
        Axis xAxis = xAxis();
        Axis yAxis = yAxis();
        Path2D path = new Path2D.Double();
        path.moveTo(frame.x(xAxis.position(x[0])), frame.y(0));
        for (int i = 0; i < x.length; i++) {
            path.lineTo(frame.x(xAxis.position(x[i])), frame.y(yAxis.position(top[i])));
        }
        path.lineTo(frame.x(xAxis.position(x[x.length - 1])), frame.y(0));
        return path;
    }
}

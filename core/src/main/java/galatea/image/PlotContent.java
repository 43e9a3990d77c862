package galatea.image;

import java.awt.Insets;
import java.util.List;

/**
 * What is written around a plot.
 *
 * @param title above it; empty for none
 * @param xLabel below the x axis; empty for none
 * @param yLabel beside the y axis; empty for none
 * @param xTicks from left to right
 * @param yTicks from bottom to top
 * @param legend the names of what is shown
 */
record PlotContent(
        String title,
        String xLabel,
        String yLabel,
        List<PlotFrame.Tick> xTicks,
        List<PlotFrame.Tick> yTicks,
        Legend legend) {

    /** Height of letters in pixels. */
    static final int FONT = 13;

    /** Space at the edges of the picture in pixels. */
    static final int EDGE = 16;

    /** Length of a tick in pixels. */
    static final int TICK = 4;

    /** Pixels between the edges of the canvas and the plotted area. */
    Insets margins(Canvas canvas, boolean legendBelow) {
        int names = Math.min(widest(canvas, yTicks), canvas.width() / 3); // the plot stays visible
        int left = EDGE + names + 2 * TICK + (yLabel.isEmpty() ? 0 : FONT + 8);
        int top = title.isEmpty() ? EDGE : 2 * EDGE + 4;
        int bottom = belowAxis();
        int right = EDGE;
        if (legendBelow && !legend.isEmpty()) {
            bottom += legend.linesHeight(canvas, canvas.width() - 2 * EDGE) + 3 * TICK;
        } else if (!legend.isEmpty()) {
            right += Math.min(legend.columnWidth(canvas) + EDGE, canvas.width() / 2);
        }
        return new Insets(top, left, bottom, Math.max(right, widest(canvas, xTicks) / 2 + TICK));
    }

    /** Height of what stands between the x axis and the edge or the legend, in pixels. */
    int belowAxis() {
        return EDGE + FONT + 2 * TICK + (xLabel.isEmpty() ? 0 : FONT + 4);
    }

    /** Width of the widest label in pixels. */
    static int widest(Canvas canvas, List<PlotFrame.Tick> ticks) {
        return ticks.stream().mapToInt(tick -> canvas.widthOf(tick.label())).max().orElse(0);
    }
}

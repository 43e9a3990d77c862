package galatea.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Insets;
import java.awt.Rectangle;
import java.util.List;
import java.util.function.Consumer;

/**
 * The frame that all plots share: a plotted area of whole pixels and around it title, axes with
 * ticks and grid lines, and legend. Positions run from 0 to 1, rightwards and upwards.
 */
final class PlotFrame {

    private static final int EDGE = PlotContent.EDGE;
    private static final int TICK = PlotContent.TICK;
    private static final int FONT = PlotContent.FONT;

    private final Canvas canvas;
    private final PlotContent content;
    private final boolean legendBelow;
    private final Insets margins;
    private final Rectangle area;

    /** A labelled position on an axis. */
    record Tick(String label, double position) {}

    private PlotFrame(Canvas canvas, PlotContent content, boolean square) {
        this.canvas = canvas;
        this.content = content;
        Insets beside = content.margins(canvas, false);
        Insets below = content.margins(canvas, true);
        legendBelow = side(inside(below)) > side(inside(beside));
        margins = legendBelow ? below : beside;
        area = square ? squareIn(inside(margins)) : inside(margins);
    }

    /**
     * A frame that fills the picture, with the legend where it leaves the larger square.
     *
     * @param width pixels, at least 200
     * @param height pixels, at least 150
     */
    static PlotFrame filling(PlotContent content, int width, int height) {
        return new PlotFrame(canvas(width, height), content, false);
    }

    /**
     * A frame around the largest square, which is in the middle.
     *
     * @param width pixels, at least 200
     * @param height pixels, at least 150
     */
    static PlotFrame square(PlotContent content, int width, int height) {
        return new PlotFrame(canvas(width, height), content, true);
    }

    /** The plotted pixels. */
    Rectangle area() {
        return area;
    }

    /** Pixels from the left edge of the picture. */
    double x(double position) {
        return area.x + position * area.width;
    }

    /** Pixels from the upper edge of the picture. */
    double y(double position) {
        return area.y + (1 - position) * area.height;
    }

    /** The surface, for what may overlap the frame. */
    Canvas canvas() {
        return canvas;
    }

    /** Draws what is seen only inside the plotted area. */
    void inside(Consumer<Graphics2D> drawing) {
        canvas.graphics().setClip(area);
        drawing.accept(canvas.graphics());
        canvas.graphics().setClip(null);
    }

    /** Draws lines across the plotted area at all ticks. */
    void drawGrid(Color color) {
        for (Tick tick : content.xTicks()) {
            canvas.block(xPixel(tick), area.y, 1, area.height, color);
        }
        for (Tick tick : content.yTicks()) {
            canvas.block(area.x, yPixel(tick), area.width, 1, color);
        }
    }

    /** Draws everything outside the plotted area. */
    void drawSurroundings() {
        canvas.block(area.x - 1, area.y, 1, area.height, Colors.INK);
        canvas.block(area.x - 1, area.y + area.height, area.width + 1, 1, Colors.INK);
        drawXTicks();
        drawYTicks();
        drawCentered(content.title(), area.y - EDGE - 2);
        drawCentered(content.xLabel(), area.getMaxY() + 3 * TICK + FONT * 1.5 + 4);
        drawYLabel();
        drawLegend();
    }

    /** Ends drawing and gives the RGB picture. */
    Picture finish() {
        return canvas.finish();
    }

    private static Canvas canvas(int width, int height) {
        if (width < 200 || height < 150) {
            throw new IllegalArgumentException(
                    "chart must be at least 200 x 150: %d x %d".formatted(width, height));
        }
        return new Canvas(width, height, FONT);
    }

    private Rectangle inside(Insets margins) {
        return new Rectangle(
                margins.left,
                margins.top,
                canvas.width() - margins.left - margins.right,
                canvas.height() - margins.top - margins.bottom);
    }

    private static int side(Rectangle free) {
        return Math.min(free.width, free.height);
    }

    private static Rectangle squareIn(Rectangle free) {
        int side = side(free);
        int x = free.x + (free.width - side) / 2;
        int y = free.y + (free.height - side) / 2;
        return new Rectangle(x, y, side, side);
    }

    private void drawXTicks() {
        int step = step(content.xTicks(), area.width, PlotContent.widest(canvas, content.xTicks()));
        for (int i = 0; i < content.xTicks().size(); i += step) {
            Tick tick = content.xTicks().get(i);
            double y = area.getMaxY() + 2 * TICK + FONT / 2.0;
            canvas.block(xPixel(tick), area.y + area.height, 1, TICK + 1, Colors.INK);
            canvas.text(tick.label(), x(tick.position()), y, Canvas.Align.CENTER, Colors.INK);
        }
    }

    private void drawYTicks() {
        int step = step(content.yTicks(), area.height, FONT - TICK);
        for (int i = 0; i < content.yTicks().size(); i += step) {
            Tick tick = content.yTicks().get(i);
            String label = canvas.shortened(tick.label(), margins.left - EDGE - 2 * TICK);
            double x = area.x - 2 * TICK;
            canvas.block(area.x - TICK - 1, yPixel(tick), TICK, 1, Colors.INK);
            canvas.text(label, x, y(tick.position()), Canvas.Align.RIGHT, Colors.INK);
        }
    }

    /** Every how many-th label there is room for. */
    private static int step(List<Tick> ticks, int length, int label) {
        int distance = length / Math.max(1, ticks.size() - 1);
        return 1 + (label + TICK) / Math.max(1, distance);
    }

    /** Writes text in the middle of the plotted area if it fits there, else as near as it does. */
    private void drawCentered(String text, double y) {
        String shown = canvas.shortened(text, canvas.width() - 2 * EDGE);
        double half = canvas.widthOf(shown) / 2.0;
        double rightmost = canvas.width() - EDGE - half;
        double x = Math.max(EDGE + half, Math.min(rightmost, area.getCenterX()));
        canvas.text(shown, x, y, Canvas.Align.CENTER, Colors.INK);
    }

    private void drawYLabel() {
        double x = area.x - margins.left + EDGE;
        String label = canvas.shortened(content.yLabel(), area.height + EDGE);
        canvas.verticalText(label, x, area.getCenterY(), Colors.INK);
    }

    private void drawLegend() {
        if (content.legend().isEmpty()) {
            return;
        }
        if (legendBelow) {
            double y = area.getMaxY() + content.belowAxis() - EDGE + 3 * TICK;
            int width = canvas.width() - 2 * EDGE;
            content.legend().drawLines(canvas, canvas.width() / 2.0, y, width);
        } else {
            int width = margins.right - 2 * EDGE;
            content.legend().drawColumn(canvas, area.getMaxX() + EDGE, area.y, width);
        }
    }

    private int xPixel(Tick tick) {
        return (int) Math.round(x(tick.position()) - 0.5);
    }

    private int yPixel(Tick tick) {
        return (int) Math.round(y(tick.position()) - 0.5);
    }
}

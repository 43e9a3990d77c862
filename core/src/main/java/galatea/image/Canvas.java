package galatea.image;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;

/**
 * A white RGB surface with smooth lines and text; needs no display. On a machine without any font,
 * as a bare server may be, text is left out and everything else is drawn.
 */
final class Canvas {
    /** Width of a letter over the font size, where no font can tell. */
    private static final double LETTER = 0.6;

    private static final boolean HAS_FONTS = hasFonts();

    private final BufferedImage image;
    private final Graphics2D graphics;
    private final int fontSize;

    Canvas(int width, int height, int fontSize) {
        this.fontSize = fontSize;
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        if (HAS_FONTS) {
            graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, fontSize));
        }
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
    }

    /** Java2D finds out only when a font is used, and then fails in one of several ways. */
    private static boolean hasFonts() {
        Graphics2D probe = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            return probe.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 12)).getHeight() > 0;
        } catch (RuntimeException | Error e) {
            return false;
        } finally {
            probe.dispose();
        }
    }

    int width() {
        return image.getWidth();
    }

    int height() {
        return image.getHeight();
    }

    Graphics2D graphics() {
        return graphics;
    }

    /** Where text stands relative to its point. */
    enum Align {
        LEFT(0),
        CENTER(0.5),
        RIGHT(1);

        private final double share;

        Align(double share) {
            this.share = share;
        }
    }

    /** Writes a line of text whose middle height is at {@code y}. */
    void text(String text, double x, double y, Align align, Color color) {
        if (!HAS_FONTS) {
            return;
        }
        FontMetrics metrics = graphics.getFontMetrics();
        double left = x - align.share * metrics.stringWidth(text);
        double baseline = y + (metrics.getAscent() - metrics.getDescent()) / 2.0;
        graphics.setColor(color);
        graphics.drawString(text, (float) left, (float) baseline);
    }

    /** Writes a line of text upwards, centred at the point. */
    void verticalText(String text, double x, double y, Color color) {
        AffineTransform before = graphics.getTransform();
        graphics.rotate(-Math.PI / 2, x, y);
        text(text, x, y, Align.CENTER, color);
        graphics.setTransform(before);
    }

    /** Draws a line. */
    void line(double x1, double y1, double x2, double y2, float width, Color color) {
        graphics.setStroke(new BasicStroke(width));
        graphics.setColor(color);
        graphics.draw(new Line2D.Double(x1, y1, x2, y2));
    }

    /** Draws a filled circle. */
    void dot(double x, double y, double radius, Color color) {
        graphics.setColor(color);
        graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    /** Fills whole pixels. */
    void block(int x, int y, int width, int height, Color color) {
        graphics.setColor(color);
        graphics.fillRect(x, y, width, height);
    }

    /** Draws a picture with its upper left corner at the point. */
    void picture(Picture picture, int x, int y) {
        graphics.drawImage(BufferedImages.toImage(Channels.toRgb(picture, 0xffffff)), x, y, null);
    }

    /** Width of a line of text in pixels. */
    int widthOf(String text) {
        return HAS_FONTS
                ? graphics.getFontMetrics().stringWidth(text)
                : (int) Math.ceil(LETTER * fontSize * text.length());
    }

    /** The text, or as many of its first letters as fit into the width, and an ellipsis. */
    String shortened(String text, int width) {
        if (widthOf(text) <= width) {
            return text;
        }
        int letters = text.length() - 1;
        while (letters > 0 && widthOf(text.substring(0, letters) + "…") > width) {
            letters--;
        }
        return text.substring(0, Math.max(0, letters)) + "…";
    }

    /** Ends drawing and gives the RGB picture. */
    Picture finish() {
        graphics.dispose();
        return BufferedImages.toPicture(image);
    }
}

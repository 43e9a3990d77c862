package galatea.image;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.function.IntPredicate;

/** Shows a part of a picture: the rest is dimmed, and a line runs around the part. */
public final class Spotlight {
    /** Brightness that is left outside the part. */
    private static final double DIMMED = 0.4;

    /** So many lines side by side fill a picture, unless they were thinner than a pixel. */
    private static final float WIDTHS = 48;

    private Spotlight() {}

    /**
     * The picture in RGB with a part of it lit.
     *
     * @param side points per row and column of the mask that says which part, at least 1
     * @param lit whether a point of the mask, row by row, belongs to the part
     */
    public static Picture light(Picture picture, int side, IntPredicate lit) {
        Picture rgb = Channels.toRgb(picture, 0xffffff);
        Picture result =
                new Picture(rgb.width(), rgb.height(), 3, rgb.pixels().clone()); // ours to dim
        dim(result, side, lit);
        BufferedImage image = BufferedImages.toImage(result);
        Graphics2D graphics = image.createGraphics();
        float line = Math.max(1, image.getWidth() / WIDTHS);
        draw(graphics, outline(side, lit, image.getWidth(), image.getHeight()), line);
        graphics.dispose();
        return BufferedImages.toPicture(image);
    }

    private static void dim(Picture picture, int side, IntPredicate lit) {
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                int row = y * side / picture.height();
                if (!lit.test(row * side + x * side / picture.width())) {
                    for (int at = 3 * (y * picture.width() + x), end = at + 3; at < end; at++) {
                        picture.pixels()[at] = (byte) (DIMMED * (picture.pixels()[at] & 255));
                    }
                }
            }
        }
    }

    /** Around the mask, which ends at the edges of the picture. */
    private static Path2D outline(int side, IntPredicate lit, int width, int height) {
        int points = side + 2;
        double[] values = new double[points * points];
        for (int i = 0; i < side * side; i++) {
            values[(i / side + 1) * points + i % side + 1] = lit.test(i) ? 1 : 0;
        }
        Path2D line = Contour.path(points, values, 0.5);
        AffineTransform place =
                AffineTransform.getScaleInstance(width / (double) side, height / (double) side);
        place.translate(-0.5, -0.5); // point 1 is the middle of the first pixel
        line.transform(place);
        return line;
    }

    /** White on black: seen on every ground. */
    private static void draw(Graphics2D graphics, Path2D line, float width) {
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.BLACK);
        graphics.setStroke(new BasicStroke(2 * width));
        graphics.draw(line);
        graphics.setColor(Color.WHITE);
        graphics.setStroke(new BasicStroke(width));
        graphics.draw(line);
    }
}

package galatea.points;

import galatea.image.Channels;
import galatea.image.Picture;

/**
 * How much of a picture's ink lies in each cell of a grid over it.
 *
 * <p>A pixel has {@code (255 - luma) * alpha} of ink. A cell is a pixel, or in large pictures a
 * square of pixels and the sum of their ink: nothing is rounded, so that not even one dot is lost.
 *
 * @param side pixels along each side of a cell; cells at the right and lower edge may hold fewer
 * @param columns cells per row
 * @param amounts [rows, columns], each at least 0
 */
record Ink(int side, int columns, long[] amounts) {
    /** The most cells along the longer side of a picture. */
    static final int MAX_CELLS = 1024;

    /** Measures a picture. */
    static Ink of(Picture picture) {
        int side = cells(Math.max(picture.width(), picture.height()), MAX_CELLS);
        int columns = cells(picture.width(), side);
        long[] amounts = new long[columns * cells(picture.height(), side)];
        byte[] luma = Channels.toGray(picture).pixels();
        boolean opaque = picture.channels() != 4;
        for (int i = 0; i < luma.length; i++) {
            int cell = i / picture.width() / side * columns + i % picture.width() / side;
            int alpha = opaque ? 255 : picture.pixels()[4 * i + 3] & 0xff;
            amounts[cell] += (long) (255 - (luma[i] & 0xff)) * alpha;
        }
        return new Ink(side, columns, amounts);
    }

    /** How many parts of a length cover a whole, rounded up. */
    private static int cells(int whole, int part) {
        return (whole - 1) / part + 1;
    }
}

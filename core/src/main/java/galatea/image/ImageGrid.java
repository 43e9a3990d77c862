package galatea.image;

import java.util.List;

/**
 * Lays pictures of equal size out in rows.
 *
 * @param columns pictures per row, at least 1
 * @param padding pixels between pictures and around the grid, at least 0
 * @param background {@code 0xRRGGBB} of the padding and of empty places; gray grids take its luma
 */
public record ImageGrid(int columns, int padding, int background) {

    /** Checks the ranges. */
    public ImageGrid {
        if (columns < 1) {
            throw new IllegalArgumentException("columns must be at least 1: " + columns);
        }
        if (padding < 0) {
            throw new IllegalArgumentException("padding must be at least 0: " + padding);
        }
    }

    /** A black grid without padding. */
    public static ImageGrid of(int columns) {
        return new ImageGrid(columns, 0, 0);
    }

    /** A grid without padding that is about as wide as high. */
    public static ImageGrid squareFor(int count) {
        return of(Math.max(1, (int) Math.ceil(Math.sqrt(count))));
    }

    /**
     * The grid as one picture, filled row by row; the last row may be incomplete.
     *
     * @param tiles at least one, all of the same size and channels
     */
    public Picture arrange(List<Picture> tiles) {
        Frames.requireEqualSizes("tiles", tiles);
        Picture tile = tiles.get(0);
        int rows = (tiles.size() + columns - 1) / columns;
        Picture grid =
                filled(
                        columns * (tile.width() + padding) + padding,
                        rows * (tile.height() + padding) + padding,
                        tile.channels());
        for (int i = 0; i < tiles.size(); i++) {
            int x = padding + i % columns * (tile.width() + padding);
            int y = padding + i / columns * (tile.height() + padding);
            paste(tiles.get(i), grid, x, y);
        }
        return grid;
    }

    private Picture filled(int width, int height, int channels) {
        byte[] rgb = {(byte) (background >> 16), (byte) (background >> 8), (byte) background};
        Picture color = new Picture(1, 1, 3, rgb);
        byte[] pixel = channels == 1 ? Channels.toGray(color).pixels() : rgb;
        Picture picture =
                new Picture(
                        width,
                        height,
                        channels,
                        new byte[Math.multiplyExact(Math.multiplyExact(width, height), channels)]);
        for (int i = 0; i < picture.pixels().length; i++) {
            int channel = i % channels;
            picture.pixels()[i] = channel == 3 ? (byte) 0xff : pixel[channel];
        }
        return picture;
    }

    private static void paste(Picture tile, Picture onto, int x, int y) {
        int rowBytes = tile.width() * tile.channels();
        for (int row = 0; row < tile.height(); row++) {
            int to = ((y + row) * onto.width() + x) * onto.channels();
            System.arraycopy(tile.pixels(), row * rowBytes, onto.pixels(), to, rowBytes);
        }
    }
}

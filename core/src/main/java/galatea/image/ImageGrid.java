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
                Picture.filled(
                        columns * (tile.width() + padding) + padding,
                        rows * (tile.height() + padding) + padding,
                        tile.channels(),
                        background);
        for (int i = 0; i < tiles.size(); i++) {
            int x = padding + i % columns * (tile.width() + padding);
            int y = padding + i / columns * (tile.height() + padding);
            grid.paste(tiles.get(i), x, y);
        }
        return grid;
    }
}

package galatea.image;

import java.awt.Color;
import java.util.List;

/**
 * A grid of pictures with a heading above each column and beside each row, such as a sweep of the
 * truncation strength ψ over several seeds.
 *
 * @param rowHeaders a text per row; all empty for none
 * @param columnHeaders a text per column; all empty for none
 * @param padding pixels between pictures, at least 0
 */
public record CaptionedGrid(List<String> rowHeaders, List<String> columnHeaders, int padding) {

    private static final int MIN_FONT = 11;
    private static final int MAX_FONT = 20;
    private static final Color INK = new Color(0x222222);

    /** Checks the ranges and copies the lists. */
    public CaptionedGrid {
        rowHeaders = List.copyOf(rowHeaders);
        columnHeaders = List.copyOf(columnHeaders);
        if (rowHeaders.isEmpty() || columnHeaders.isEmpty()) {
            throw new IllegalArgumentException(
                    "headers must name at least one row and one column: %d x %d"
                            .formatted(rowHeaders.size(), columnHeaders.size()));
        }
        if (padding < 0) {
            throw new IllegalArgumentException("padding must be at least 0: " + padding);
        }
    }

    /** A grid with narrow gaps. */
    public static CaptionedGrid of(List<String> rowHeaders, List<String> columnHeaders) {
        return new CaptionedGrid(rowHeaders, columnHeaders, 2);
    }

    /**
     * The grid as one RGB picture on white, filled row by row.
     *
     * @param tiles rows x columns pictures, all of the same size and channels
     */
    public Picture arrange(List<Picture> tiles) {
        int expected = rowHeaders.size() * columnHeaders.size();
        if (tiles.size() != expected) {
            throw new IllegalArgumentException(
                    "tiles must be %d rows x %d columns = %d: %d"
                            .formatted(
                                    rowHeaders.size(),
                                    columnHeaders.size(),
                                    expected,
                                    tiles.size()));
        }
        Frames.requireEqualSizes("tiles", tiles);
        Picture tile = tiles.get(0);
        int font = Math.max(MIN_FONT, Math.min(MAX_FONT, tile.height() / 8));
        return draw(tiles, font, tile.width() + padding, tile.height() + padding);
    }

    private Picture draw(List<Picture> tiles, int font, int stepX, int stepY) {
        Canvas ruler = new Canvas(1, 1, font);
        int columnWidth = Math.max(stepX, widest(ruler, columnHeaders) + font / 2);
        int left = margin(widest(ruler, rowHeaders), font);
        int top = margin(widest(ruler, columnHeaders) > 0 ? font : 0, font);
        int columns = columnHeaders.size();
        Canvas canvas =
                new Canvas(
                        left + columns * columnWidth + padding,
                        top + rowHeaders.size() * stepY + padding,
                        font);
        drawHeaders(canvas, font, left, top, columnWidth, stepY);
        for (int i = 0; i < tiles.size(); i++) {
            int x = left + i % columns * columnWidth + (columnWidth - tiles.get(i).width()) / 2;
            canvas.picture(tiles.get(i), x, top + i / columns * stepY + padding / 2);
        }
        return canvas.finish();
    }

    private void drawHeaders(
            Canvas canvas, int font, int left, int top, int columnWidth, int stepY) {
        for (int column = 0; column < columnHeaders.size(); column++) {
            double x = left + (column + 0.5) * columnWidth;
            canvas.text(columnHeaders.get(column), x, top / 2.0, Canvas.Align.CENTER, INK);
        }
        for (int row = 0; row < rowHeaders.size(); row++) {
            double y = top + (row + 0.5) * stepY;
            canvas.text(rowHeaders.get(row), left - font / 2.0, y, Canvas.Align.RIGHT, INK);
        }
    }

    private int margin(int textSize, int font) {
        return textSize == 0 ? padding : textSize + font;
    }

    private static int widest(Canvas ruler, List<String> texts) {
        return texts.stream().mapToInt(ruler::widthOf).max().orElse(0);
    }
}

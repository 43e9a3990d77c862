package galatea.image;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleToIntFunction;

/**
 * The names of what a plot shows, each behind its mark: as a column beside the plot or as centred
 * lines below it.
 *
 * @param entries from top to bottom, or from left to right
 */
record Legend(List<Entry> entries) {

    static final Legend NONE = new Legend(List.of());

    private static final int LINE = 18;
    private static final int MARK = 18;
    private static final int GAP = 4;
    private static final int BETWEEN = 18;

    /** A name behind its mark. */
    record Entry(String name, Mark mark) {}

    /** Draws a mark {@code MARK} pixels wide from its left end, at its middle height. */
    interface Mark {
        void draw(Canvas canvas, double x, double y);

        static Mark line(int rgb) {
            return (canvas, x, y) -> canvas.line(x, y, x + MARK, y, 3, new Color(rgb));
        }

        static Mark dot(int rgb) {
            return (canvas, x, y) -> canvas.dot(x + MARK / 2.0, y, 4, new Color(rgb));
        }

        static Mark block(int rgb) {
            return (canvas, x, y) -> canvas.block((int) x, (int) y - 6, MARK, 12, new Color(rgb));
        }

        /** A block whose colour changes from left to right, for 0 to 1, in a thin box. */
        static Mark scale(DoubleToIntFunction rgb) {
            return (canvas, x, y) -> {
                canvas.block((int) x, (int) y - 6, MARK, 12, Colors.FAINT_INK);
                for (int i = 1; i < MARK - 1; i++) {
                    Color color = new Color(rgb.applyAsInt((i - 0.5) / (MARK - 2)));
                    canvas.block((int) x + i, (int) y - 5, 1, 10, color);
                }
            };
        }
    }

    /** Whether there is no name to show. */
    boolean isEmpty() {
        return entries.stream().allMatch(entry -> entry.name().isEmpty());
    }

    /** Width as a column in pixels. */
    int columnWidth(Canvas canvas) {
        return entries.stream().mapToInt(entry -> width(canvas, entry)).max().orElse(0);
    }

    /** Draws a column; names that do not fit into the width are shortened. */
    void drawColumn(Canvas canvas, double x, double y, int width) {
        for (int i = 0; i < entries.size(); i++) {
            draw(canvas, entries.get(i), x, y + (i + 0.5) * LINE, width);
        }
    }

    /** Height as centred lines in pixels. */
    int linesHeight(Canvas canvas, int width) {
        return lines(canvas, width).size() * LINE;
    }

    /** Draws lines of at most the width around a middle; names that do not fit are shortened. */
    void drawLines(Canvas canvas, double middle, double y, int width) {
        double lineY = y + LINE / 2.0;
        for (List<Entry> line : lines(canvas, width)) {
            double x = middle - width(canvas, line) / 2.0;
            for (Entry entry : line) {
                draw(canvas, entry, x, lineY, width);
                x += width(canvas, entry) + BETWEEN;
            }
            lineY += LINE;
        }
    }

    private List<List<Entry>> lines(Canvas canvas, int width) {
        List<List<Entry>> lines = new ArrayList<>();
        List<Entry> line = new ArrayList<>();
        for (Entry entry : entries) {
            if (!line.isEmpty() && width(canvas, line) + BETWEEN + width(canvas, entry) > width) {
                lines.add(line);
                line = new ArrayList<>();
            }
            line.add(entry);
        }
        lines.add(line);
        return lines;
    }

    private static int width(Canvas canvas, List<Entry> line) {
        int names = line.stream().mapToInt(entry -> width(canvas, entry)).sum();
        return names + BETWEEN * (line.size() - 1);
    }

    private static int width(Canvas canvas, Entry entry) {
        return MARK + GAP + canvas.widthOf(entry.name());
    }

    private static void draw(Canvas canvas, Entry entry, double x, double y, int width) {
        entry.mark().draw(canvas, x, y);
        String name = canvas.shortened(entry.name(), width - MARK - GAP);
        canvas.text(name, x + MARK + GAP, y, Canvas.Align.LEFT, Colors.INK);
    }
}

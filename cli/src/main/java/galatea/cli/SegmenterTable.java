package galatea.cli;

import galatea.segment.ConfusionMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How well a segmenter knows each class, as lines of text. */
final class SegmenterTable {
    private SegmenterTable() {}

    static List<String> of(ConfusionMatrix matrix) {
        long all = matrix.comparable().stream().mapToLong(matrix::pixels).sum();
        List<List<String>> rows = new ArrayList<>();
        for (int index : matrix.comparable()) {
            rows.add(
                    List.of(
                            matrix.classes().names().get(index),
                            number(matrix.iou(index)),
                            number(100.0 * matrix.pixels(index) / all)));
        }
        rows.add(List.of("mean", number(matrix.meanIou()), ""));
        List<String> lines =
                new ArrayList<>(TextTable.of(List.of("class", "IoU", "% of pixels"), rows));
        lines.add("pixel accuracy " + number(matrix.pixelAccuracy()));
        return lines;
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }
}

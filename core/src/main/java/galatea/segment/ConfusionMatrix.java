package galatea.segment;

import galatea.data.LabelClasses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often pixels of each true class were given each label.
 *
 * <p>Pixels that nobody labelled count for nothing. A label that the true classes do not know by
 * name counts as wrong.
 */
public final class ConfusionMatrix {
    private final LabelClasses truth;
    private final boolean[] known; // whether the segmenter has the class
    private final int[] translation; // segmenter's class -> true class, or the last column
    private final long[][] counts; // [true class][given class, and one column for the unknown]

    /**
     * An empty matrix.
     *
     * @param truth classes of the label maps
     * @param given classes of the segmenter, which are compared by name
     * @throws IllegalArgumentException if they have no class in common
     */
    public ConfusionMatrix(LabelClasses truth, LabelClasses given) {
        this.truth = truth;
        known = new boolean[truth.size()];
        counts = new long[truth.size()][truth.size() + 1];
        translation = new int[given.size()];
        for (int i = 0; i < translation.length; i++) {
            int same = truth.names().indexOf(given.names().get(i));
            boolean counted = same >= 0 && i != given.unlabelled() && same != truth.unlabelled();
            translation[i] = counted ? same : truth.size();
            if (counted) {
                known[same] = true;
            }
        }
        if (comparable().isEmpty()) {
            throw new IllegalArgumentException(
                    "segmenter and label maps must have a class in common: %s and %s"
                            .formatted(given.names(), truth.names()));
        }
    }

    /** Counts pixels. */
    public void add(byte[] trueLabels, byte[] givenLabels) {
        if (trueLabels.length != givenLabels.length) {
            throw new IllegalArgumentException(
                    "labels must be as many as true ones, %d: %d"
                            .formatted(trueLabels.length, givenLabels.length));
        }
        for (int i = 0; i < trueLabels.length; i++) {
            int is = trueLabels[i] & 0xff;
            if (is != truth.unlabelled()) {
                counts[is][translation[givenLabels[i] & 0xff]]++;
            }
        }
    }

    /** Classes of the label maps that the segmenter knows, too. */
    public List<Integer> comparable() {
        List<Integer> common = new ArrayList<>();
        for (int i = 0; i < known.length; i++) {
            if (known[i]) {
                common.add(i);
            }
        }
        return common;
    }

    /** Intersection over union of a true class, 0…1; NaN if it neither occurs nor is given. */
    public double iou(int index) {
        long given = 0;
        for (long[] row : counts) {
            given += row[index];
        }
        long hits = counts[index][index];
        return (double) hits / (pixels(index) + given - hits);
    }

    /** Pixels that truly are of a class. */
    public long pixels(int index) {
        return Arrays.stream(counts[index]).sum();
    }

    /** Mean IoU of the comparable classes that occur or are given; NaN if none does. */
    public double meanIou() {
        return comparable().stream()
                .mapToDouble(this::iou)
                .filter(iou -> !Double.isNaN(iou))
                .average()
                .orElse(Double.NaN);
    }

    /** Share of the pixels of comparable classes that have their true label; NaN without pixels. */
    public double pixelAccuracy() {
        long hits = 0;
        long all = 0;
        for (int index : comparable()) {
            hits += counts[index][index];
            all += pixels(index);
        }
        return (double) hits / all;
    }

    /** The classes of rows and columns. */
    public LabelClasses classes() {
        return truth;
    }

    /** A copy: [true class][given class]; the last column has labels of no true class. */
    public long[][] counts() {
        return Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
    }
}

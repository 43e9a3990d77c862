package galatea.dissect;

import galatea.data.LabelClasses;
import galatea.segment.Segmenter;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Counts the pixels of classes. */
final class ClassPixels {
    private ClassPixels() {}

    /**
     * Pixels of each class in each picture; with several label maps a pixel may count for several.
     *
     * @param images [N, C, R, R]
     * @return [N][classes]
     */
    static int[][] count(Segmenter segmenter, Tensor images) {
        byte[] labels = segmenter.labels(images); // [N, maps, R, R]
        int[][] counts = new int[(int) images.size(0)][segmenter.classes().size()];
        int each = labels.length / counts.length;
        for (int i = 0; i < labels.length; i++) {
            counts[i / each][labels[i] & 255]++;
        }
        return counts;
    }

    /** Pixels of a class in a part of some label maps, from one place to before another. */
    static int count(byte[] labels, int from, int to, int label) {
        int count = 0;
        for (int p = from; p < to; p++) {
            count += (labels[p] & 255) == label ? 1 : 0;
        }
        return count;
    }

    /**
     * Which class has a name.
     *
     * @throws IllegalArgumentException if none has, or it stands for no class; it lists those there
     *     are
     */
    static int named(String name, LabelClasses classes) {
        int label = classes.names().indexOf(name);
        if (label < 0 || label == classes.unlabelled()) {
            List<String> names =
                    classes.names().stream()
                            .filter(n -> classes.names().indexOf(n) != classes.unlabelled())
                            .toList();
            throw new IllegalArgumentException(
                    "class must be one of %s: %s".formatted(names, name));
        }
        return label;
    }
}

package galatea.segment;

import galatea.data.LabelClasses;
import org.bytedeco.pytorch.Tensor;

/**
 * Says of every pixel of a picture what it shows.
 *
 * <p>A segmenter belongs to the thread that made it.
 */
public interface Segmenter extends AutoCloseable {
    /** What the labels stand for. Pixels of the class {@code unlabelled} count for no class. */
    LabelClasses classes();

    /**
     * Label maps per picture. A second one may say more of the same pixels, such as the part of the
     * object; then the classes need an {@code unlabelled} one.
     */
    default int maps() {
        return 1;
    }

    /** A text that differs where the labels of equal pictures may differ: for caches. */
    String identity();

    /**
     * The labels.
     *
     * @param images [N, C, R, R], nominally in [−1, 1]
     * @return [N, {@link #maps()}, R, R] of indices into {@link #classes()}, unsigned
     * @throws IllegalArgumentException if the segmenter cannot look at pictures of this kind
     */
    byte[] labels(Tensor images);

    @Override
    default void close() {}
}

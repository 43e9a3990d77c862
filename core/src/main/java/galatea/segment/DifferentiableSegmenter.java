package galatea.segment;

import org.bytedeco.pytorch.Tensor;

/** A segmenter that says how its judgement changes with the picture. */
public interface DifferentiableSegmenter extends Segmenter {
    /**
     * How probable each class is at each pixel, differentiable by the pictures.
     *
     * @param images [N, C, R, R], nominally in [−1, 1]
     * @return [N, classes, R, R] in [0, 1]
     */
    Tensor probabilities(Tensor images);
}

package galatea.model;

import org.bytedeco.pytorch.Tensor;

/**
 * Sees the features of every layer of a generator and may replace them.
 *
 * <p>Recording, ablation and insertion are small functions over this one mechanism.
 */
@FunctionalInterface
public interface LayerTap {
    /** Leaves everything as it is. */
    LayerTap NONE = (layer, features) -> features;

    /**
     * Called once per layer, in order.
     *
     * @param features [N, C, H, W] as {@link Layer} says
     * @return what the next layer gets: the same tensor, or another of the same shape
     */
    Tensor apply(Layer layer, Tensor features);
}

package galatea.model;

import galatea.torch.DType;
import galatea.torch.Ops;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Where the noise of each layer comes from. */
@FunctionalInterface
public interface Noise {
    /** No noise. */
    Noise NONE = (layer, n, resolution) -> null;

    /**
     * The noise of one layer.
     *
     * @param layer number of the layer among those with noise, from 0
     * @param n images in the batch
     * @param resolution height and width of the layer
     * @return [N, 1, resolution, resolution] or [1, 1, resolution, resolution]; null for none
     */
    @Nullable Tensor of(int layer, long n, int resolution);

    /** Fresh draws from N(0, 1) for each image, from the engine's random stream. */
    static Noise random(DType dtype) {
        return (layer, n, resolution) -> Ops.randn(dtype, n, 1, resolution, resolution);
    }
}

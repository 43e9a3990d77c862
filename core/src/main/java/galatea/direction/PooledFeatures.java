package galatea.direction;

import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.Latent;
import galatea.model.Layer;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * The features of a layer as vectors, averaged over the cells of a grid: with a grid as fine as the
 * layer the features themselves, with one cell their means.
 *
 * @param layer the layer
 * @param grid cells in a row, a divisor of the layer's resolution
 */
record PooledFeatures(Layer layer, int grid) {
    /** As many values as the usual grid makes at most. */
    private static final int USUAL_SIZE = 1024;

    PooledFeatures {
        if (grid < 1 || layer.resolution() % grid != 0) {
            throw new IllegalArgumentException(
                    "grid must divide %d, the resolution of layer %s: %d"
                            .formatted(layer.resolution(), layer.name(), grid));
        }
    }

    /** The finest grid of 1, 2, 4 … cells with at most 1024 values in all. */
    static PooledFeatures of(Layer layer) {
        int grid = 1;
        while (layer.resolution() % (2 * grid) == 0
                && 4L * grid * grid * layer.channels() <= USUAL_SIZE) {
            grid *= 2;
        }
        return new PooledFeatures(layer, grid);
    }

    /** Number of values F. */
    int size() {
        return layer.channels() * grid * grid;
    }

    /**
     * The vectors of latents.
     *
     * @return [N, F]
     */
    float[] of(GeneratorSession session, List<Latent> latents, GenerateOptions options) {
        float[][] seen = new float[1][0];
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            session.images(
                    latents,
                    options,
                    (place, features) -> {
                        if (place.index() == layer.index()) {
                            seen[0] = Ops.floats(pooled(features));
                        }
                        return features;
                    });
        }
        if (seen[0].length == 0) {
            throw new IllegalArgumentException(
                    "layer must be in use at the network's present resolution: " + layer.name());
        }
        return seen[0];
    }

    /** [N, C, R, R] → [N, C, grid, grid]. */
    private Tensor pooled(Tensor features) {
        int side = layer.resolution() / grid;
        long n = features.size(0);
        return Ops.mean(features.reshape(n, layer.channels(), grid, side, grid, side), 3, 5);
    }
}

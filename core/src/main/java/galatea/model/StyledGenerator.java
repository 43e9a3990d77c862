package galatea.model;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A generator whose layers are controlled by styles: f maps z to w, g draws from a w per layer. */
public interface StyledGenerator extends Generator {
    /** Number of layers with a w of their own. */
    int numWs();

    /** Length of a w. */
    int wSize();

    /**
     * f: Z → W.
     *
     * @param z [N, latentSize]
     * @param labels one-hot [N, labelSize]; null exactly for an unconditional network
     * @return w [N, wSize]
     */
    Tensor map(Tensor z, @Nullable Tensor labels);

    /** The average of w over training: [wSize]. */
    Tensor wAverage();

    /** The noise kept with the network, the same for every picture. */
    Noise storedNoise();

    /**
     * g: W per layer → picture.
     *
     * @param ws [N, numWs, wSize]
     * @param lod level of detail: 0 is full resolution
     * @return [N, channels, R', R'] at R' = R / 2^⌊lod⌋
     */
    Tensor synthesize(Tensor ws, Noise noise, double lod, LayerTap tap);

    /**
     * One w for every layer.
     *
     * @param w [N, wSize]
     * @return ws [N, numWs, wSize]
     */
    default Tensor broadcast(Tensor w) {
        return w.unsqueeze(1).expand(w.size(0), numWs(), wSize());
    }

    @Override
    default Tensor forward(Tensor z, @Nullable Tensor labels, double lod, LayerTap tap) {
        return synthesize(broadcast(map(z, labels)), Noise.random(parameters().dtype()), lod, tap);
    }
}

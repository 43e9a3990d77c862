package galatea.latent;

import galatea.model.style.Noise;
import galatea.torch.DType;
import galatea.torch.Ops;
import org.bytedeco.pytorch.Tensor;

/**
 * The noise of one picture, drawn layer after layer from its own seed: no other picture and no use
 * of the engine's random stream can change it.
 */
final class SeededNoise implements Noise {
    /** Keeps the noise of a seed apart from its z. */
    private static final long SALT = 0x6e6f6973;

    private final NumpyRandom random;
    private final DType dtype;

    SeededNoise(long seed, DType dtype) {
        random = new NumpyRandom(seed ^ SALT);
        this.dtype = dtype;
    }

    @Override
    public Tensor of(int layer, long n, int resolution) {
        double[] draws = random.randn(Math.toIntExact(n * resolution * resolution));
        return Ops.of(dtype, draws, n, 1, resolution, resolution); // [N, 1, R, R]
    }
}

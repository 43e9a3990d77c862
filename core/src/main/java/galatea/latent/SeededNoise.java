package galatea.latent;

import galatea.model.Noise;
import galatea.torch.DType;
import galatea.torch.Ops;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * The noise of some pictures, drawn layer after layer from the seed of each: no other picture and
 * no use of the engine's random stream can change it.
 */
final class SeededNoise implements Noise {
    /** Keeps the noise of a seed apart from its z. */
    private static final long SALT = 0x6e6f6973;

    private final List<NumpyRandom> randoms;
    private final DType dtype;

    SeededNoise(List<Latent> latents, DType dtype) {
        randoms = latents.stream().map(l -> new NumpyRandom(l.noiseSeed() ^ SALT)).toList();
        this.dtype = dtype;
    }

    @Override
    public Tensor of(int layer, long n, int resolution) {
        double[] draws =
                randoms.stream()
                        .flatMapToDouble(r -> Arrays.stream(r.randn(resolution * resolution)))
                        .toArray();
        return Ops.of(dtype, draws, n, 1, resolution, resolution); // [N, 1, R, R]
    }
}

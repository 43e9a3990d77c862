package galatea.latent;

import galatea.model.Noise;
import galatea.torch.DType;
import galatea.torch.Ops;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The noise that latents carry with them, and the network's where they have none.
 *
 * @param latents one per picture
 * @param own the network's noise
 * @param dtype of the network
 */
record CarriedNoise(List<Latent> latents, Noise own, DType dtype) implements Noise {

    @Override
    public @Nullable Tensor of(int layer, long n, int resolution) {
        if (latents.stream().noneMatch(l -> l.noise().maps().containsKey(layer))) {
            return own.of(layer, n, resolution);
        }
        Tensor[] parts = new Tensor[latents.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = one(latents.get(i), layer, resolution);
        }
        return Ops.cat(0, parts); // [N, 1, R, R]
    }

    private Tensor one(Latent latent, int layer, int resolution) {
        float[] map = latent.noise().maps().get(layer);
        if (map == null) {
            Tensor shared = own.of(layer, 1, resolution);
            return shared == null ? Ops.zeros(dtype, 1, 1, resolution, resolution) : shared;
        }
        if (map.length != resolution * resolution) {
            throw new IllegalArgumentException(
                    "noise of layer %d must have %d values: %d"
                            .formatted(layer, resolution * resolution, map.length));
        }
        return like(Ops.of(map, 1, 1, resolution, resolution));
    }

    private Tensor like(Tensor values) {
        return dtype == DType.FLOAT32 ? values : Ops.of(dtype, Ops.doubles(values), values.shape());
    }
}

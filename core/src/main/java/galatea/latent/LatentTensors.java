package galatea.latent;

import galatea.model.Generator;
import galatea.model.Noise;
import galatea.model.StyledGenerator;
import galatea.torch.Ops;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Latents, classes and noise as a generator takes them, in the caller's scope; latents come at
 * least one at a time, and of one space.
 *
 * @param generator whose number format and sizes they get
 */
record LatentTensors(Generator generator) {
    /** z moved along directions: [N, latentSize]. */
    Tensor z(List<Latent> latents, Shift shift) {
        int size = generator.config().latentSize();
        float[] z = shift.apply(Space.Z, joined(latents), 1, size);
        return tensor(z, latents.size(), size);
    }

    /** f(z), neither truncated nor moved in W: [N, wSize]. */
    Tensor w(StyledGenerator style, List<Latent> latents, GenerateOptions options) {
        return style.map(z(latents, options.shift()), labels(options.label(), latents.size()));
    }

    /** The truncated, then moved styles: [N, numWs, wSize]. */
    Tensor ws(StyledGenerator style, List<Latent> latents, GenerateOptions options) {
        int numWs = style.numWs();
        int wSize = style.wSize();
        float[] ws =
                latents.get(0).space() == Space.W
                        ? joined(latents)
                        : Ops.floats(style.broadcast(w(style, latents, options)));
        float[] average = Ops.floats(style.wAverage());
        float[] truncated = new float[ws.length];
        int size = numWs * wSize;
        for (int from = 0; from < ws.length; from += size) {
            float[] one = Arrays.copyOfRange(ws, from, from + size);
            float[] result = options.truncation().apply(one, average);
            System.arraycopy(result, 0, truncated, from, size);
        }
        float[] moved = options.shift().apply(Space.W, truncated, numWs, wSize);
        return tensor(moved, latents.size(), numWs, wSize);
    }

    /** The noise of pictures. */
    Noise noise(StyledGenerator style, List<Latent> latents, NoiseMode mode) {
        return switch (mode) {
            case RANDOM -> new SeededNoise(latents, generator.parameters().dtype());
            case CONST ->
                    new CarriedNoise(latents, style.storedNoise(), generator.parameters().dtype());
            case NONE -> Noise.NONE;
        };
    }

    /**
     * One-hot [N, labelSize]; null for a network without classes.
     *
     * @param label exactly for a network with classes
     */
    @Nullable Tensor labels(@Nullable Integer label, long n) {
        int classes = generator.config().labelSize();
        if (label == null && classes == 0) {
            return null;
        }
        if (classes == 0) {
            throw new IllegalArgumentException(
                    "class must be absent, since the network has no classes: " + label);
        }
        if (label == null || label < 0 || label >= classes) {
            throw new IllegalArgumentException(
                    "class must be in [0, %d], since the network has classes: %s"
                            .formatted(classes - 1, label == null ? "none given" : label));
        }
        float[] oneHot = new float[classes];
        oneHot[label] = 1;
        return tensor(oneHot, 1, classes).expand(n, classes);
    }

    /** One after the other. */
    private static float[] joined(List<Latent> latents) {
        int size = latents.get(0).values().length;
        float[] values = new float[latents.size() * size];
        for (int i = 0; i < latents.size(); i++) {
            System.arraycopy(latents.get(i).values(), 0, values, i * size, size);
        }
        return values;
    }

    private Tensor tensor(float[] values, long... shape) {
        return Ops.of(values, shape).to(generator.parameters().values().scalar_type());
    }
}

package galatea.reference;

import galatea.model.style.StyleConfig;
import galatea.model.style.StyleDiscriminator;
import galatea.model.style.StyleGenerator;
import galatea.model.style.StyleSwitches;
import galatea.testing.ReferenceVectors;
import galatea.torch.DType;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A small network of the official layout with random weights, its inputs and its outputs. */
final class OfficialFixture {
    private final String name;
    private final ReferenceVectors vectors;

    OfficialFixture(String name) {
        this.name = name;
        vectors = ReferenceVectors.load(name);
    }

    ReferenceVectors vectors() {
        return vectors;
    }

    Tensor tensor(String key) {
        return vectors.tensor(key);
    }

    /** The one-hot labels of that name, or null for an unconditional network. */
    @Nullable Tensor labels(String key, DType dtype) {
        return vectors.has(key) ? vectors.tensor(key, dtype) : null;
    }

    StyleConfig config() {
        return switch (name) {
            case "stylegan1_tf" -> config(32, 0, 16, 18, 20, 256, 16);
            case "stylegan1_tf_128" -> config(128, 0, 12, 10, 10, 256, 8);
            case "stylegan1_tf_conditional" -> config(16, 3, 10, 12, 14, 64, 12);
            default -> throw new IllegalArgumentException("no fixture of that name: " + name);
        };
    }

    private static StyleConfig config(
            int resolution, int labels, int latent, int w, int width, int fmapBase, int fmapMax) {
        return new StyleConfig(
                resolution,
                3,
                labels,
                latent,
                w,
                width,
                8,
                StyleConfig.widths(resolution, fmapBase, fmapMax),
                StyleSwitches.ALL_ON,
                0.9,
                1e-8,
                4);
    }

    /** The generator with the weights under {@code prefix}; the caller closes it. */
    StyleGenerator generator(String prefix) {
        StyleGenerator generator = new StyleGenerator(config(), DType.FLOAT32, 0);
        vectors.setTrained(generator.parameters(), prefix);
        vectors.setBuffers(generator.parameters(), prefix);
        return generator;
    }

    /** The discriminator; the caller closes it. */
    StyleDiscriminator discriminator(DType dtype) {
        StyleDiscriminator discriminator = new StyleDiscriminator(config(), dtype, 0);
        vectors.setTrained(discriminator.parameters(), "D/");
        return discriminator;
    }
}

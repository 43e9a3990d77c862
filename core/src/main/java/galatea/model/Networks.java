package galatea.model;

import galatea.model.dcgan.DcganConfig;
import galatea.model.dcgan.DcganDiscriminator;
import galatea.model.dcgan.DcganGenerator;
import galatea.model.mlp.MlpConfig;
import galatea.model.mlp.MlpDiscriminator;
import galatea.model.mlp.MlpGenerator;
import galatea.model.progressive.ProgressiveConfig;
import galatea.model.progressive.ProgressiveDiscriminator;
import galatea.model.progressive.ProgressiveGenerator;
import galatea.model.style.StyleConfig;
import galatea.model.style.StyleDiscriminator;
import galatea.model.style.StyleGenerator;
import galatea.model.style2.Style2Config;
import galatea.model.style2.Style2Discriminator;
import galatea.model.style2.Style2Generator;
import galatea.torch.DType;

/** Builds networks of every family from their configs. */
public final class Networks {
    private Networks() {}

    /**
     * A fresh generator, outside any scope.
     *
     * @param seed of the initial values
     * @throws IllegalArgumentException for a family that is not known
     */
    public static Generator generator(NetworkConfig config, DType dtype, long seed) {
        if (config instanceof StyleConfig style) {
            return new StyleGenerator(style, dtype, seed);
        }
        if (config instanceof ProgressiveConfig progressive) {
            return new ProgressiveGenerator(progressive, dtype, seed);
        }
        if (config instanceof DcganConfig dcgan) {
            return new DcganGenerator(dcgan, dtype, seed);
        }
        if (config instanceof MlpConfig mlp) {
            return new MlpGenerator(mlp, dtype, seed);
        }
        if (config instanceof Style2Config style2) {
            return new Style2Generator(style2, dtype, seed);
        }
        throw unknown(config);
    }

    /**
     * A fresh discriminator, outside any scope.
     *
     * @param seed of the initial values
     * @throws IllegalArgumentException for a family that is not known
     */
    public static Discriminator discriminator(NetworkConfig config, DType dtype, long seed) {
        if (config instanceof StyleConfig style) {
            return new StyleDiscriminator(style, dtype, seed);
        }
        if (config instanceof ProgressiveConfig progressive) {
            return new ProgressiveDiscriminator(progressive, dtype, seed);
        }
        if (config instanceof DcganConfig dcgan) {
            return new DcganDiscriminator(dcgan, dtype, seed);
        }
        if (config instanceof MlpConfig mlp) {
            return new MlpDiscriminator(mlp, dtype, seed);
        }
        if (config instanceof Style2Config style2) {
            return new Style2Discriminator(style2, dtype, seed);
        }
        throw unknown(config);
    }

    private static IllegalArgumentException unknown(NetworkConfig config) {
        return new IllegalArgumentException(
                "family must be one of %s: %s"
                        .formatted(NetworkConfigs.families(), config.family()));
    }
}

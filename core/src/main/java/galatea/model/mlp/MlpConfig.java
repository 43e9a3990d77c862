package galatea.model.mlp;

import static galatea.model.ConfigRules.requireRange;

import galatea.model.NetworkConfig;

/**
 * Everything a perceptron pair is built from: z → points, and points → score, through hidden layers
 * of equal width with ReLU.
 *
 * <p>A point counts as a picture of one pixel with a channel per coordinate, so that perceptrons
 * can be trained, evolved and dissected as any other family.
 *
 * @param channels coordinates of a point, 1…64
 * @param latentSize length of z, 1…4096
 * @param width units of a hidden layer, 1…4096
 * @param depth hidden layers of either network, 1…16
 */
public record MlpConfig(int channels, int latentSize, int width, int depth)
        implements NetworkConfig {

    /** Family name. */
    public static final String FAMILY = "mlp";

    /** Checks every range. */
    public MlpConfig {
        requireRange("channels", channels, 1, 64);
        requireRange("latentSize", latentSize, 1, 4096);
        requireRange("width", width, 1, 4096);
        requireRange("depth", depth, 1, 16);
    }

    /** Points in the plane from two latents through three hidden layers. */
    public static MlpConfig plane(int width) {
        return new MlpConfig(2, 2, width, 3);
    }

    @Override
    public String family() {
        return FAMILY;
    }

    /** Always 1: a point is a single pixel. */
    @Override
    public int resolution() {
        return 1;
    }

    /** Always 0: the network knows no classes. */
    @Override
    public int labelSize() {
        return 0;
    }

    @Override
    public boolean growing() {
        return false;
    }

    /** Multiply-adds of the generator for one point. */
    public long generatorMultiplyAdds() {
        return multiplyAdds(latentSize, channels);
    }

    /** Multiply-adds of the discriminator for one point. */
    public long discriminatorMultiplyAdds() {
        return multiplyAdds(channels, 1);
    }

    private long multiplyAdds(int in, int out) {
        return (long) width * (in + (depth - 1L) * width + out);
    }
}

package galatea.model.dcgan;

import static galatea.model.ConfigRules.requireChannels;
import static galatea.model.ConfigRules.requireRange;
import static galatea.model.ConfigRules.requireResolution;

import galatea.model.NetworkConfig;

/**
 * Everything a DCGAN's generator and discriminator are built from.
 *
 * <p>The robustness study of E-GAN (Wang et al. 2018, figure 6) takes normalisation away and makes
 * the discriminator shallow; so both are values here.
 *
 * @param resolution 32, 64 or 128
 * @param channels 1, 3 or 4
 * @param latentSize length of z, 1…4096
 * @param features channels of the layers at half the resolution, 1…512; doubled at each halving
 * @param generatorNorm after each layer of the generator but the output
 * @param discriminatorNorm after each layer of the discriminator but the first and the last
 * @param discriminatorConvs halvings before the discriminator's last layer, 2…log₂ R − 2; DCGAN has
 *     the most, so down to 4×4
 */
public record DcganConfig(
        int resolution,
        int channels,
        int latentSize,
        int features,
        Normalization generatorNorm,
        Normalization discriminatorNorm,
        int discriminatorConvs)
        implements NetworkConfig {

    /** Family name. */
    public static final String FAMILY = "dcgan";

    /** Checks every range. */
    public DcganConfig {
        requireResolution(resolution, 32, 128);
        requireChannels(channels);
        requireRange("latentSize", latentSize, 1, 4096);
        requireRange("features", features, 1, 512);
        int most = Integer.numberOfTrailingZeros(resolution) - 2;
        requireRange("discriminatorConvs", discriminatorConvs, 2, most);
    }

    /** The network of the paper: 100 latents, 128 features, batch normalisation. */
    public static DcganConfig paper(int resolution, int channels) {
        requireResolution(resolution, 32, 128);
        return new DcganConfig(
                resolution,
                channels,
                100,
                128,
                Normalization.BATCH,
                Normalization.BATCH,
                Integer.numberOfTrailingZeros(resolution) - 2);
    }

    /** The same at a quarter of the width, for small pictures and machines without accelerator. */
    public static DcganConfig small(int resolution, int channels) {
        return paper(resolution, channels).withFeatures(32);
    }

    /** The same with other widths. */
    public DcganConfig withFeatures(int count) {
        return new DcganConfig(
                resolution,
                channels,
                latentSize,
                count,
                generatorNorm,
                discriminatorNorm,
                discriminatorConvs);
    }

    /** The same with another length of z. */
    public DcganConfig withLatents(int size) {
        return new DcganConfig(
                resolution,
                channels,
                size,
                features,
                generatorNorm,
                discriminatorNorm,
                discriminatorConvs);
    }

    /** The same with other normalisations. */
    public DcganConfig withNorms(Normalization generator, Normalization discriminator) {
        return new DcganConfig(
                resolution,
                channels,
                latentSize,
                features,
                generator,
                discriminator,
                discriminatorConvs);
    }

    /** The same with a discriminator of another depth. */
    public DcganConfig withDiscriminatorConvs(int count) {
        return new DcganConfig(
                resolution,
                channels,
                latentSize,
                features,
                generatorNorm,
                discriminatorNorm,
                count);
    }

    @Override
    public String family() {
        return FAMILY;
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

    /** Layers of the generator a tap sees: log₂ R − 2, at 4×4, 8×8 … R/2×R/2. */
    public int numLayers() {
        return resolutionLog2() - 2;
    }

    /** Channels at resolution 2^r of either network, r from 2 to log₂ R − 1. */
    public int width(int r) {
        return features << (resolutionLog2() - 1 - r);
    }
}

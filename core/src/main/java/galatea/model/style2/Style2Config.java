package galatea.model.style2;

import static galatea.model.ConfigRules.requireChannels;
import static galatea.model.ConfigRules.requireRange;
import static galatea.model.ConfigRules.requireResolution;
import static galatea.model.ConfigRules.requireWidths;

import galatea.model.NetworkConfig;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Everything a StyleGAN2 and its discriminator are built from.
 *
 * <p>The generator is that of configuration F with output skips: pictures of all resolutions are
 * upsampled and summed.
 *
 * @param resolution power of two, 4…1024
 * @param channels 1, 3 or 4
 * @param labelSize number of classes, 0 for none
 * @param latentSize length of z, 1…4096
 * @param wSize length of w, and of the vector of a class, 1…4096
 * @param mappingWidth width of the hidden layers of the mapping network
 * @param mappingLayers depth of the mapping network, 1…16
 * @param widths channels of the generator at 4×4, 8×8 … R×R, each 1…4096
 * @param noise a noise input per layer
 * @param convClamp largest absolute value after a convolution, 0 for no bound
 * @param discriminator what differs in the discriminator
 */
public record Style2Config(
        int resolution,
        int channels,
        int labelSize,
        int latentSize,
        int wSize,
        int mappingWidth,
        int mappingLayers,
        List<Integer> widths,
        boolean noise,
        double convClamp,
        DiscriminatorPlan discriminator)
        implements NetworkConfig {

    /** Family name. */
    public static final String FAMILY = "style2";

    /** Checks every range. */
    public Style2Config {
        requireResolution(resolution, 4, 1024);
        requireChannels(channels);
        requireRange("labelSize", labelSize, 0, 1_000_000);
        requireRange("latentSize", latentSize, 1, 4096);
        requireRange("wSize", wSize, 1, 4096);
        requireRange("mappingWidth", mappingWidth, 1, 4096);
        requireRange("mappingLayers", mappingLayers, 1, 16);
        widths = List.copyOf(widths);
        requireWidths("widths", 4, resolution, widths);
        requireWidths("discriminator.widths", 4, resolution, discriminator.widths());
        requireClamp("convClamp", convClamp);
    }

    static void requireClamp(String name, double clamp) {
        if (!(clamp >= 0 && clamp < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "%s must be a bound above 0, or 0 for none: %s".formatted(name, clamp));
        }
    }

    /**
     * The published networks: 512 latents, eight mapping layers, features bounded by 256, a
     * residual discriminator.
     *
     * @param base width rule: min(base / R, max) channels at R×R; 32768 from 512×512 on, else 16384
     * @param max 512
     */
    public static Style2Config paper(int resolution, int channels, int base, int max) {
        List<Integer> widths = widths(resolution, base, max);
        DiscriminatorPlan discriminator =
                new DiscriminatorPlan(Architecture.RESIDUAL, widths, widths.get(0), 8, 4, 256);
        return new Style2Config(
                resolution, channels, 0, 512, 512, 512, 8, widths, true, 256, discriminator);
    }

    /** The same with other latent widths (z, w and mapping alike) and mapping depth. */
    public Style2Config withMapping(int size, int layers) {
        return new Style2Config(
                resolution,
                channels,
                labelSize,
                size,
                size,
                size,
                layers,
                widths,
                noise,
                convClamp,
                discriminator);
    }

    /** The same for a number of classes. */
    public Style2Config withLabels(int classes) {
        return new Style2Config(
                resolution,
                channels,
                classes,
                latentSize,
                wSize,
                mappingWidth,
                mappingLayers,
                widths,
                noise,
                convClamp,
                discriminator);
    }

    /** The same with another bound of the generator's features, 0 for none. */
    public Style2Config withConvClamp(double clamp) {
        return new Style2Config(
                resolution,
                channels,
                labelSize,
                latentSize,
                wSize,
                mappingWidth,
                mappingLayers,
                widths,
                noise,
                clamp,
                discriminator);
    }

    /** The same with or without noise inputs. */
    public Style2Config withNoise(boolean inputs) {
        return new Style2Config(
                resolution,
                channels,
                labelSize,
                latentSize,
                wSize,
                mappingWidth,
                mappingLayers,
                widths,
                inputs,
                convClamp,
                discriminator);
    }

    /** The same with another discriminator. */
    public Style2Config withDiscriminator(DiscriminatorPlan plan) {
        return new Style2Config(
                resolution,
                channels,
                labelSize,
                latentSize,
                wSize,
                mappingWidth,
                mappingLayers,
                widths,
                noise,
                convClamp,
                plan);
    }

    /**
     * min(base / R, max) channels at R×R, at least 1.
     *
     * @return channels at 4×4, 8×8 … R×R
     */
    public static List<Integer> widths(int resolution, int base, int max) {
        requireResolution(resolution, 4, 1024);
        requireRange("base", base, 1, 1 << 20);
        requireRange("max", max, 1, 4096);
        return IntStream.rangeClosed(2, Integer.numberOfTrailingZeros(resolution))
                .mapToObj(r -> Math.max(1, Math.min(base >> r, max)))
                .toList();
    }

    @Override
    public String family() {
        return FAMILY;
    }

    @Override
    public boolean growing() {
        return false;
    }

    @Override
    public boolean trainable() {
        return false;
    }

    /** Number of w vectors: one per convolution and one for the last colours, 2 log₂ R − 2. */
    public int numWs() {
        return 2 * resolutionLog2() - 2;
    }

    /** Channels of the generator at resolution 2^r. */
    int width(int r) {
        return widths.get(r - 2);
    }
}

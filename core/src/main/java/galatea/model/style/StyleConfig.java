package galatea.model.style;

import static galatea.model.ConfigRules.requireChannels;
import static galatea.model.ConfigRules.requireRange;
import static galatea.model.ConfigRules.requireResolution;
import static galatea.model.ConfigRules.requireWidths;

import galatea.model.NetworkConfig;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Everything a style-based generator and its discriminator are built from.
 *
 * <p>The paper's channels at resolution 2^r are min(fmapBase / 2^(r−1), fmapMax); see {@link
 * #withFmaps}.
 *
 * @param resolution power of two, 4…1024
 * @param channels 1, 3 or 4
 * @param labelSize number of classes, 0 for none
 * @param latentSize length of z, 1…4096
 * @param wSize length of w, 1…4096
 * @param mappingWidth width of the hidden layers of the mapping network
 * @param mappingLayers depth of the mapping network, 0…16; with 0 w is the normalised z
 * @param widths channels at 2×2 (the discriminator's hidden layer), 4×4, 8×8 … R×R, each 1…4096
 * @param switches what is on and off in the generator
 * @param mixingProbability share of training batches made from two latents, 0…1
 * @param normEpsilon ε of the instance normalisation, above 0 and at most 1
 * @param stddevGroup images per minibatch-deviation group, 0 for the whole batch
 */
public record StyleConfig(
        int resolution,
        int channels,
        int labelSize,
        int latentSize,
        int wSize,
        int mappingWidth,
        int mappingLayers,
        List<Integer> widths,
        StyleSwitches switches,
        double mixingProbability,
        double normEpsilon,
        int stddevGroup)
        implements NetworkConfig {

    /** Family name. */
    public static final String FAMILY = "style";

    /** Checks every range. */
    public StyleConfig {
        requireResolution(resolution, 4, 1024);
        requireChannels(channels);
        requireRange("labelSize", labelSize, 0, 1_000_000);
        requireRange("latentSize", latentSize, 1, 4096);
        requireRange("wSize", wSize, 1, 4096);
        requireRange("mappingWidth", mappingWidth, 1, 4096);
        requireRange("mappingLayers", mappingLayers, 0, 16);
        widths = List.copyOf(widths);
        requireWidths("widths", 2, resolution, widths);
        requireRange("stddevGroup", stddevGroup, 0, 1 << 20);
        if (!(mixingProbability >= 0 && mixingProbability <= 1)) {
            throw new IllegalArgumentException(
                    "mixingProbability must be in [0, 1]: " + mixingProbability);
        }
        if (!(normEpsilon > 0 && normEpsilon <= 1)) {
            throw new IllegalArgumentException("normEpsilon must be in (0, 1]: " + normEpsilon);
        }
        if (mappingLayers == 0 && wSize != latentSize + (labelSize > 0 ? latentSize : 0)) {
            throw new IllegalArgumentException(
                    "wSize must equal the mapping input without mapping layers: " + wSize);
        }
    }

    /** The paper's network (configuration F) at full width. */
    public static StyleConfig paper(int resolution, int channels) {
        return new StyleConfig(
                resolution,
                channels,
                0,
                512,
                512,
                512,
                8,
                widths(resolution, 8192, 512),
                StyleSwitches.ALL_ON,
                0.9,
                1e-8,
                4);
    }

    /** The same with min(base / 2^(r−1), max) channels at resolution 2^r. */
    public StyleConfig withFmaps(int base, int max) {
        return new StyleConfig(
                resolution,
                channels,
                labelSize,
                latentSize,
                wSize,
                mappingWidth,
                mappingLayers,
                widths(resolution, base, max),
                switches,
                mixingProbability,
                normEpsilon,
                stddevGroup);
    }

    /** The same with other latent widths (z, w and mapping alike) and mapping depth. */
    public StyleConfig withMapping(int size, int layers) {
        int w = layers == 0 && labelSize > 0 ? 2 * size : size;
        return new StyleConfig(
                resolution,
                channels,
                labelSize,
                size,
                w,
                size,
                layers,
                widths,
                switches,
                mixingProbability,
                normEpsilon,
                stddevGroup);
    }

    /** The same with another share of training batches that are made from two latents, 0…1. */
    public StyleConfig withMixingProbability(double probability) {
        return new StyleConfig(
                resolution,
                channels,
                labelSize,
                latentSize,
                wSize,
                mappingWidth,
                mappingLayers,
                widths,
                switches,
                probability,
                normEpsilon,
                stddevGroup);
    }

    /** The same for a number of classes. */
    public StyleConfig withLabels(int classes) {
        int w = mappingLayers == 0 && classes > 0 ? 2 * latentSize : wSize;
        return new StyleConfig(
                resolution,
                channels,
                classes,
                latentSize,
                w,
                mappingWidth,
                mappingLayers,
                widths,
                switches,
                mixingProbability,
                normEpsilon,
                stddevGroup);
    }

    /**
     * One of the six generators of the paper's Table 1.
     *
     * @param letter A baseline Progressive GAN, B bilinear resampling, C mapping and styles, D
     *     learned constant, E noise, F style mixing
     */
    public StyleConfig withConfiguration(char letter) {
        StyleSwitches on = StyleSwitches.configuration(letter);
        int layers = on.styles() ? mappingLayers : 0;
        StyleConfig mapped = withMapping(latentSize, layers);
        return new StyleConfig(
                resolution,
                channels,
                labelSize,
                latentSize,
                mapped.wSize,
                mappingWidth,
                layers,
                widths,
                on,
                letter == 'F' ? 0.9 : 0,
                normEpsilon,
                stddevGroup);
    }

    @Override
    public String family() {
        return FAMILY;
    }

    @Override
    public boolean growing() {
        return true;
    }

    /** Styled layers, and so the number of w vectors: 2 log₂ R − 2. */
    public int numWs() {
        return 2 * resolutionLog2() - 2;
    }

    /**
     * The paper's rule: min(base / 2^(r−1), max) channels at resolution 2^r.
     *
     * @return channels at 2×2, 4×4 … R×R
     */
    public static List<Integer> widths(int resolution, int base, int max) {
        requireResolution(resolution, 4, 1024);
        requireRange("fmapBase", base, 1, 1 << 20);
        requireRange("fmapMax", max, 1, 4096);
        return IntStream.rangeClosed(1, Integer.numberOfTrailingZeros(resolution))
                .mapToObj(r -> Math.max(1, Math.min(base >> (r - 1), max)))
                .toList();
    }

    /** Channels of the block at resolution 2^r. */
    public int fmaps(int r) {
        return widths.get(r - 1);
    }

    /**
     * Multiply-adds of the generator's convolutions for one picture, as carried out: an upsampling
     * 3×3 convolution folded into a 4×4 one of stride 2 takes 4 per output instead of 9.
     */
    public long generatorMultiplyAdds() {
        long sum = 9L * fmaps(2) * fmaps(2) * 16;
        for (int r = 3; r <= resolutionLog2(); r++) {
            long pixels = 1L << (2 * r);
            sum += (4L * fmaps(r - 1) + 9L * fmaps(r)) * fmaps(r) * pixels;
        }
        return sum + (long) fmaps(resolutionLog2()) * channels * resolution * resolution;
    }

    /** Multiply-adds of the discriminator's convolutions for one picture, as carried out. */
    public long discriminatorMultiplyAdds() {
        int top = resolutionLog2();
        long sum = (long) fmaps(top) * channels * resolution * resolution;
        for (int r = top; r >= 3; r--) {
            long pixels = 1L << (2 * r);
            sum += (9L * fmaps(r) + 4L * fmaps(r - 1)) * fmaps(r) * pixels;
        }
        return sum + 9L * (fmaps(2) + 1) * fmaps(2) * 16 + 16L * fmaps(2) * fmaps(1);
    }
}

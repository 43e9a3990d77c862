package galatea.model.progressive;

import static galatea.model.ConfigRules.requireChannels;
import static galatea.model.ConfigRules.requireRange;
import static galatea.model.ConfigRules.requireResolution;
import static galatea.model.ConfigRules.requireWidths;

import galatea.model.NetworkConfig;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Everything a Progressive GAN's generator and discriminator are built from.
 *
 * @param resolution power of two, 8…1024
 * @param channels 1, 3 or 4
 * @param labelSize number of classes, 0 for none
 * @param latentSize length of z, 1…4096
 * @param widths channels of the features at 4×4, 8×8 … R×R, each 1…4096; see {@link #widths}
 * @param stddevGroup images per minibatch-deviation group, 0 for the whole batch
 * @param growing colours at every resolution, so that training can start small; without it only at
 *     the full one, as in networks saved after training
 */
public record ProgressiveConfig(
        int resolution,
        int channels,
        int labelSize,
        int latentSize,
        List<Integer> widths,
        int stddevGroup,
        boolean growing)
        implements NetworkConfig {

    /** Family name. */
    public static final String FAMILY = "progressive";

    private static final int MAX_WIDTH = 4096;

    /** Checks every range. */
    public ProgressiveConfig {
        requireResolution(resolution, 8, 1024);
        requireChannels(channels);
        requireRange("labelSize", labelSize, 0, 1_000_000);
        requireRange("latentSize", latentSize, 1, MAX_WIDTH);
        requireRange("stddevGroup", stddevGroup, 0, 1 << 20);
        widths = List.copyOf(widths);
        requireWidths("widths", 4, resolution, widths);
    }

    /** The paper's network at full width: at most 512 channels, 16 at 1024×1024. */
    public static ProgressiveConfig paper(int resolution, int channels) {
        requireResolution(resolution, 8, 1024);
        return new ProgressiveConfig(
                resolution, channels, 0, 512, widths(resolution, 8192, 512), 4, true);
    }

    /**
     * The paper's rule for widths: the block at resolution 2^r has min(fmapBase / 2^(r−1), fmapMax)
     * channels.
     *
     * @param resolution power of two
     * @param fmapBase 8192 in the paper; the bedroom and church networks of GAN dissection have
     *     4096
     * @param fmapMax most channels of a layer
     * @return channels at 4×4, 8×8 … R×R
     */
    public static List<Integer> widths(int resolution, int fmapBase, int fmapMax) {
        requireRange("fmapBase", fmapBase, 1, 1 << 20);
        requireRange("fmapMax", fmapMax, 1, MAX_WIDTH);
        return IntStream.rangeClosed(2, Integer.numberOfTrailingZeros(resolution))
                .mapToObj(r -> Math.max(1, Math.min(fmapBase >> (r - 1), fmapMax)))
                .toList();
    }

    /** The same with other widths, by the paper's rule. */
    public ProgressiveConfig withFmaps(int base, int max) {
        return withWidths(widths(resolution, base, max));
    }

    /** The same with other channels at 4×4, 8×8 … R×R. */
    public ProgressiveConfig withWidths(List<Integer> perResolution) {
        return new ProgressiveConfig(
                resolution, channels, labelSize, latentSize, perResolution, stddevGroup, growing);
    }

    /** The same with another length of z. */
    public ProgressiveConfig withLatents(int size) {
        return new ProgressiveConfig(
                resolution, channels, labelSize, size, widths, stddevGroup, growing);
    }

    /** The same for a number of classes. */
    public ProgressiveConfig withLabels(int classes) {
        return new ProgressiveConfig(
                resolution, channels, classes, latentSize, widths, stddevGroup, growing);
    }

    /** The same with colours at the full resolution only. */
    public ProgressiveConfig grown() {
        return new ProgressiveConfig(
                resolution, channels, labelSize, latentSize, widths, stddevGroup, false);
    }

    @Override
    public String family() {
        return FAMILY;
    }

    /** Layers a tap sees: 2 log₂ R − 2. */
    public int numLayers() {
        return 2 * resolutionLog2() - 2;
    }

    /** Channels at resolution 2^r, r from 2. */
    public int width(int r) {
        return widths.get(r - 2);
    }
}

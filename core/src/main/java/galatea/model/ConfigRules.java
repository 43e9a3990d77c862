package galatea.model;

import java.util.List;

/** Ranges that the configs of all families share; each check throws an IllegalArgumentException. */
public final class ConfigRules {
    private static final int MAX_WIDTH = 4096;
    private static final long MAX_WEIGHTS = 1L << 28; // ten times the largest published network

    private ConfigRules() {}

    /**
     * Requires a number of channels, in [1, 4096], for each resolution from {@code lowest} on, and
     * not so many that 3×3 convolutions between them would fill the memory.
     */
    public static void requireWidths(
            String name, int lowest, int resolution, List<Integer> widths) {
        int count = 1 + Integer.numberOfTrailingZeros(resolution / lowest);
        if (widths.size() != count) {
            throw new IllegalArgumentException(
                    "%s must have %d values, one for each resolution from %d to %d: %s"
                            .formatted(name, count, lowest, resolution, widths));
        }
        long weights = 0;
        int before = 0;
        for (int width : widths) {
            requireRange(name, width, 1, MAX_WIDTH);
            weights += 9L * width * (before + width);
            before = width;
        }
        if (weights > MAX_WEIGHTS) {
            throw new IllegalArgumentException(
                    "%s must make at most %d weights of convolutions: %d with %s"
                            .formatted(name, MAX_WEIGHTS, weights, widths));
        }
    }

    /** Requires a whole number in [low, high]. */
    public static void requireRange(String name, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(
                    "%s must be in [%d, %d]: %d".formatted(name, low, high, value));
        }
    }

    /** Requires a power of two in [low, high]. */
    public static void requireResolution(int resolution, int low, int high) {
        if (resolution < low || resolution > high || Integer.bitCount(resolution) != 1) {
            throw new IllegalArgumentException(
                    "resolution must be a power of two from %d to %d: %d"
                            .formatted(low, high, resolution));
        }
    }

    /** Requires gray, RGB or RGBA. */
    public static void requireChannels(int channels) {
        if (channels != 1 && channels != 3 && channels != 4) {
            throw new IllegalArgumentException("channels must be 1, 3 or 4: " + channels);
        }
    }
}

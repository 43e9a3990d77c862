package galatea.model;

/** Ranges that the configs of all families share; each check throws an IllegalArgumentException. */
public final class ConfigRules {
    private ConfigRules() {}

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

package galatea.segment;

import static galatea.model.ConfigRules.requireRange;

/**
 * Everything a {@link UNet} is built from.
 *
 * @param channels of the pictures it looks at: 1 (gray) or 3 (RGB)
 * @param classes it tells apart, 1…256
 * @param width channels at full resolution, 1…64; doubled at each halving, at most eightfold
 * @param depth halvings of the resolution, 1…5; sides must be multiples of 2^depth
 */
public record UNetConfig(int channels, int classes, int width, int depth) {
    private static final int WIDEST = 8; // times the width

    /** Checks the ranges. */
    public UNetConfig {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("channels must be 1 or 3: " + channels);
        }
        requireRange("classes", classes, 1, 256);
        requireRange("width", width, 1, 64);
        requireRange("depth", depth, 1, 5);
    }

    /** RGB pictures, 16 channels, three halvings: about 350,000 parameters. */
    public static UNetConfig small(int classes) {
        return new UNetConfig(3, classes, 16, 3);
    }

    /** The same with another width. */
    public UNetConfig withWidth(int count) {
        return new UNetConfig(channels, classes, count, depth);
    }

    /** Channels after {@code level} halvings, 0…depth. */
    public int width(int level) {
        return Math.min(width << level, width * WIDEST);
    }

    /** Channels of the bottleneck: length of the feature vectors. */
    public int features() {
        return width(depth);
    }

    /** What sides must be multiples of. */
    public int multiple() {
        return 1 << depth;
    }
}

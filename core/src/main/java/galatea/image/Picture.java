package galatea.image;

import static java.util.Objects.requireNonNull;

/**
 * An 8-bit picture in memory.
 *
 * @param width pixels per row, at least 1
 * @param height rows, at least 1
 * @param channels 1 (gray), 3 (RGB) or 4 (RGBA, straight alpha)
 * @param pixels {@code [height, width, channels]} row by row, one unsigned byte each; not copied
 */
public record Picture(int width, int height, int channels, byte[] pixels) {

    /** Checks the sizes against the pixel count. */
    public Picture {
        requireNonNull(pixels, "pixels is null");
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "width and height must be at least 1: %d x %d".formatted(width, height));
        }
        if (channels != 1 && channels != 3 && channels != 4) {
            throw new IllegalArgumentException("channels must be 1, 3 or 4: " + channels);
        }
        if (pixels.length != (long) width * height * channels) {
            throw new IllegalArgumentException(
                    "pixels must have width x height x channels = %d bytes: %d"
                            .formatted((long) width * height * channels, pixels.length));
        }
    }

    /** A black (and, with four channels, transparent) picture. */
    public static Picture blank(int width, int height, int channels) {
        return new Picture(width, height, channels, new byte[width * height * channels]);
    }

    /** The value 0…255 of one sample. */
    public int sample(int x, int y, int channel) {
        return pixels[(y * width + x) * channels + channel] & 0xff;
    }
}

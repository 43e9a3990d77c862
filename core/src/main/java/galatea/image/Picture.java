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
        int samples = Math.multiplyExact(Math.multiplyExact(width, height), channels);
        return new Picture(width, height, channels, new byte[samples]);
    }

    /** An opaque picture of one colour, {@code 0xRRGGBB}. */
    public static Picture filled(int width, int height, int channels, int rgb) {
        byte[] color = {(byte) (rgb >> 16), (byte) (rgb >> 8), (byte) rgb};
        byte[] pixel = Channels.convert(new Picture(1, 1, 3, color), channels, rgb).pixels();
        Picture picture = blank(width, height, channels);
        for (int i = 0; i < picture.pixels.length; i++) {
            picture.pixels[i] = pixel[i % channels];
        }
        return picture;
    }

    /** Overwrites the part of this picture that starts at (x, y); equal channels, no blending. */
    void paste(Picture part, int x, int y) {
        int rowBytes = part.width * channels;
        for (int row = 0; row < part.height; row++) {
            int to = ((y + row) * width + x) * channels;
            System.arraycopy(part.pixels, row * rowBytes, pixels, to, rowBytes);
        }
    }

    /** The value 0…255 of one sample. */
    public int sample(int x, int y, int channel) {
        return pixels[(y * width + x) * channels + channel] & 0xff;
    }
}

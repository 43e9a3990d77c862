package galatea.image;

/** Conversions between gray, RGB and RGBA pictures. */
public final class Channels {

    private Channels() {}

    /**
     * The picture with 1, 3 or 4 channels. Gray is luma, as in {@link #toGray}, after transparency
     * is laid over a colour; a new alpha channel is opaque.
     *
     * @param background {@code 0xRRGGBB}, seen through pixels that lose their transparency
     * @return the same picture if it has these channels already
     */
    public static Picture convert(Picture picture, int channels, int background) {
        if (picture.channels() == channels) {
            return picture;
        }
        return switch (channels) {
            case 1 -> toGray(toRgb(picture, background));
            case 3 -> toRgb(picture, background);
            case 4 -> opaque(toRgb(picture, background));
            default ->
                    throw new IllegalArgumentException("channels must be 1, 3 or 4: " + channels);
        };
    }

    /**
     * The picture with three channels: gray is repeated, transparency is laid over a colour.
     *
     * @param background {@code 0xRRGGBB}, seen through transparent pixels
     * @return the same picture if it is RGB already
     */
    public static Picture toRgb(Picture picture, int background) {
        return switch (picture.channels()) {
            case 1 -> repeated(picture);
            case 3 -> picture;
            default -> overlaid(picture, background);
        };
    }

    /**
     * The picture with one channel: luma of ITU-R BT.601, {@code .299 R + .587 G + .114 B},
     * rounded. Alpha is dropped.
     *
     * @return the same picture if it is gray already
     */
    public static Picture toGray(Picture picture) {
        if (picture.channels() == 1) {
            return picture;
        }
        Picture gray = Picture.blank(picture.width(), picture.height(), 1);
        byte[] in = picture.pixels();
        for (int i = 0; i < gray.pixels().length; i++) {
            int from = i * picture.channels();
            int red = in[from] & 0xff;
            int green = in[from + 1] & 0xff;
            int blue = in[from + 2] & 0xff;
            gray.pixels()[i] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
        }
        return gray;
    }

    private static Picture opaque(Picture rgb) {
        Picture rgba = Picture.blank(rgb.width(), rgb.height(), 4);
        for (int i = 0; i < rgba.pixels().length; i++) {
            rgba.pixels()[i] = i % 4 == 3 ? (byte) 0xff : rgb.pixels()[i / 4 * 3 + i % 4];
        }
        return rgba;
    }

    private static Picture repeated(Picture gray) {
        Picture rgb = Picture.blank(gray.width(), gray.height(), 3);
        for (int i = 0; i < rgb.pixels().length; i++) {
            rgb.pixels()[i] = gray.pixels()[i / 3];
        }
        return rgb;
    }

    private static Picture overlaid(Picture rgba, int background) {
        Picture rgb = Picture.blank(rgba.width(), rgba.height(), 3);
        byte[] in = rgba.pixels();
        for (int i = 0; i < rgb.pixels().length; i++) {
            int from = i / 3 * 4;
            int alpha = in[from + 3] & 0xff;
            int front = in[from + i % 3] & 0xff;
            int back = background >> (16 - 8 * (i % 3)) & 0xff;
            rgb.pixels()[i] = (byte) ((front * alpha + back * (255 - alpha) + 127) / 255);
        }
        return rgb;
    }
}

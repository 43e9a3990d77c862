package galatea.data;

import galatea.image.Picture;

/** Conversions between gray, RGB and RGBA, and between interleaved and planar order. */
final class Channels {
    private Channels() {}

    /** The picture with 1, 3 or 4 channels; alpha that gets lost is composited over background. */
    static Picture convert(Picture picture, int channels, int background) {
        if (picture.channels() == channels) {
            return picture;
        }
        Picture converted = Picture.blank(picture.width(), picture.height(), channels);
        byte[] rgba = new byte[4];
        for (int i = 0; i < picture.width() * picture.height(); i++) {
            load(picture, i, rgba);
            if (channels != 4) {
                composite(rgba, background);
            }
            store(rgba, converted, i);
        }
        return converted;
    }

    private static void load(Picture picture, int pixel, byte[] rgba) {
        int channels = picture.channels();
        for (int c = 0; c < 3; c++) {
            rgba[c] = picture.pixels()[pixel * channels + (channels == 1 ? 0 : c)];
        }
        rgba[3] = channels == 4 ? picture.pixels()[pixel * 4 + 3] : (byte) 255;
    }

    private static void composite(byte[] rgba, int background) {
        int alpha = rgba[3] & 0xff;
        for (int c = 0; c < 3; c++) {
            int behind = background >> (16 - 8 * c) & 0xff;
            rgba[c] = (byte) (((rgba[c] & 0xff) * alpha + behind * (255 - alpha) + 127) / 255);
        }
    }

    private static void store(byte[] rgba, Picture picture, int pixel) {
        if (picture.channels() == 1) {
            picture.pixels()[pixel] = (byte) luma(rgba[0] & 0xff, rgba[1] & 0xff, rgba[2] & 0xff);
        } else {
            System.arraycopy(
                    rgba, 0, picture.pixels(), pixel * picture.channels(), picture.channels());
        }
    }

    /** ITU-R BT.601 luma, 0 to 255; exact for gray. */
    private static int luma(int red, int green, int blue) {
        return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
    }

    /** One pixel of a colour, opaque where there is an alpha channel. */
    static byte[] pixel(int channels, int rgb) {
        byte[] rgba = {(byte) (rgb >> 16), (byte) (rgb >> 8), (byte) rgb, (byte) 255};
        Picture one = Picture.blank(1, 1, channels);
        store(rgba, one, 0);
        return one.pixels();
    }

    /** {@code [H, W, C]} to {@code [C, H, W]}. */
    static byte[] toPlanes(Picture picture) {
        int channels = picture.channels();
        int area = picture.width() * picture.height();
        byte[] planes = new byte[channels * area];
        for (int i = 0; i < area; i++) {
            for (int c = 0; c < channels; c++) {
                planes[c * area + i] = picture.pixels()[i * channels + c];
            }
        }
        return planes;
    }
}

package galatea.image;

import java.util.Arrays;
import java.util.Random;

/** Pictures for tests. */
final class Pictures {

    private Pictures() {}

    static Picture noise(int width, int height, int channels) {
        Picture picture = Picture.blank(width, height, channels);
        new Random(width * 31L + height).nextBytes(picture.pixels());
        return picture;
    }

    static Picture constant(int width, int height, int channels, int level) {
        Picture picture = Picture.blank(width, height, channels);
        Arrays.fill(picture.pixels(), (byte) level);
        return picture;
    }

    static Picture gradient(int width, int height, int channels) {
        Picture picture = Picture.blank(width, height, channels);
        for (int i = 0; i < picture.pixels().length; i++) {
            int x = i / channels % width;
            int y = i / channels / width;
            int level =
                    switch (i % channels) {
                        case 0 -> x * 255 / width;
                        case 1 -> y * 255 / height;
                        default -> 255 - (x + y) * 255 / (width + height);
                    };
            picture.pixels()[i] = (byte) level;
        }
        return picture;
    }

    /** The colour of a pixel of an RGB picture, {@code 0xRRGGBB}. */
    static int rgb(Picture picture, double x, double y) {
        int rgb = 0;
        for (int channel = 0; channel < 3; channel++) {
            rgb = rgb << 8 | picture.sample((int) x, (int) y, channel);
        }
        return rgb;
    }

    /** How many pixels of an RGB picture have exactly the colour. */
    static int count(Picture picture, int rgb) {
        int count = 0;
        for (int i = 0; i < picture.width() * picture.height(); i++) {
            int row = i / picture.width();
            count += rgb(picture, i % picture.width(), row) == rgb ? 1 : 0;
        }
        return count;
    }
}

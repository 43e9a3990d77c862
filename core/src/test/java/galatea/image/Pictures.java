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
}

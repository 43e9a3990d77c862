package galatea.image;

import java.util.List;

/** Rules that all animations and grids share. */
final class Frames {

    private Frames() {}

    static void require(List<Picture> frames, int delayMillis, int maxDelayMillis, int loops) {
        requireEqualSizes("frames", frames);
        if (delayMillis < 1 || delayMillis > maxDelayMillis) {
            throw new IllegalArgumentException(
                    "delayMillis must be in [1, %d]: %d".formatted(maxDelayMillis, delayMillis));
        }
        if (loops < 0 || loops > 0xffff) {
            throw new IllegalArgumentException("loops must be in [0, 65535]: " + loops);
        }
    }

    static void requireEqualSizes(String name, List<Picture> pictures) {
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException(name + " must have at least one picture: 0");
        }
        Picture first = pictures.get(0);
        for (Picture picture : pictures) {
            if (!size(picture).equals(size(first))) {
                throw new IllegalArgumentException(
                        "%s must all be %s: %s".formatted(name, size(first), size(picture)));
            }
        }
    }

    private static String size(Picture picture) {
        return "%d x %d x %d".formatted(picture.width(), picture.height(), picture.channels());
    }
}

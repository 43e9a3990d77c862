package galatea.image;

/** Where two pictures differ. */
public final class PictureDifference {
    private static final int ALPHA = 3;

    private PictureDifference() {}

    /**
     * |a − b| of every sample: black where they are equal. Alpha is opaque.
     *
     * @throws IllegalArgumentException unless both have the same size and channels
     */
    public static Picture of(Picture a, Picture b) {
        if (a.width() != b.width() || a.height() != b.height() || a.channels() != b.channels()) {
            throw new IllegalArgumentException(
                    "pictures must have the same size and channels: %d x %d x %d and %d x %d x %d"
                            .formatted(
                                    a.width(),
                                    a.height(),
                                    a.channels(),
                                    b.width(),
                                    b.height(),
                                    b.channels()));
        }
        Picture difference = Picture.blank(a.width(), a.height(), a.channels());
        for (int i = 0; i < a.pixels().length; i++) {
            boolean opaque = a.channels() == 4 && i % 4 == ALPHA;
            int distance = Math.abs((a.pixels()[i] & 0xff) - (b.pixels()[i] & 0xff));
            difference.pixels()[i] = (byte) (opaque ? 0xff : distance);
        }
        return difference;
    }
}

package galatea.data;

import galatea.image.Picture;

/** Makes pictures square. */
final class Squares {
    private static final Resize AREA = new AreaResize();

    private Squares() {}

    /** The scaling of a filter. */
    static Resize resize(Preparation.Filter filter) {
        return switch (filter) {
            case AREA -> AREA;
            case LANCZOS ->
                    throw new UnsupportedOperationException(
                            "filter must be AREA: LANCZOS is not available");
        };
    }

    /** A square cut from, or around, a picture; what is to be stretched stays as it is. */
    static Picture of(Picture picture, Preparation.Crop crop, byte[] background) {
        if (crop == Preparation.Crop.STRETCH || picture.width() == picture.height()) {
            return picture;
        }
        boolean pad = crop == Preparation.Crop.PAD;
        int side =
                pad
                        ? Math.max(picture.width(), picture.height())
                        : Math.min(picture.width(), picture.height());
        Picture square = Picture.blank(side, side, picture.channels());
        if (pad) {
            fill(square, background);
        }
        place(picture, square);
        return square;
    }

    private static void fill(Picture picture, byte[] pixel) {
        for (int i = 0; i < picture.pixels().length; i += pixel.length) {
            System.arraycopy(pixel, 0, picture.pixels(), i, pixel.length);
        }
    }

    /** Copies the part that two centred pictures share. */
    private static void place(Picture from, Picture to) {
        int width = Math.min(from.width(), to.width());
        int height = Math.min(from.height(), to.height());
        int channels = from.channels();
        for (int y = 0; y < height; y++) {
            int source = (top(from, height) + y) * from.width() + left(from, width);
            int target = (top(to, height) + y) * to.width() + left(to, width);
            System.arraycopy(
                    from.pixels(),
                    source * channels,
                    to.pixels(),
                    target * channels,
                    width * channels);
        }
    }

    private static int left(Picture picture, int width) {
        return (picture.width() - width) / 2;
    }

    private static int top(Picture picture, int height) {
        return (picture.height() - height) / 2;
    }

    /** Scales one channel by taking the value under each new pixel's centre. */
    static Picture nearest(Picture picture, int resolution) {
        Picture scaled = Picture.blank(resolution, resolution, 1);
        for (int y = 0; y < resolution; y++) {
            int row = (int) ((2L * y + 1) * picture.height() / (2L * resolution));
            for (int x = 0; x < resolution; x++) {
                int column = (int) ((2L * x + 1) * picture.width() / (2L * resolution));
                scaled.pixels()[y * resolution + x] =
                        picture.pixels()[row * picture.width() + column];
            }
        }
        return scaled;
    }
}

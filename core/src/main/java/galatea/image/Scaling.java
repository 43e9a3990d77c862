package galatea.image;

/** Changes the size of pictures. */
public final class Scaling {

    private static final int ALPHA = 3;

    private Scaling() {}

    /** How an output sample is made of input samples. Filters widen when the picture shrinks. */
    public enum Filter {
        /** The mean of the covered area, partly covered pixels counting in part. */
        AREA(0.5) {
            @Override
            double weight(double left, double widening) {
                double half = widening / 2;
                return Math.max(0, Math.min(left + 1, half) - Math.max(left, -half));
            }
        },
        /** {@code sinc(x) sinc(x / 3)} for |x| below 3: sharp, with slight ringing. */
        LANCZOS3(3) {
            @Override
            double weight(double left, double widening) {
                double x = (left + 0.5) / widening;
                return Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0;
            }
        };

        private final double support;

        Filter(double support) {
            this.support = support;
        }

        /** Half the width of the filter, in samples. */
        double support() {
            return support;
        }

        /**
         * The weight, not normalised, of the input sample that reaches from {@code left} to {@code
         * left + 1}, counted from the centre of the output sample.
         */
        abstract double weight(double left, double widening);

        private static double sinc(double x) {
            return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
        }
    }

    /**
     * The picture at another size; each direction on its own, and rounded to bytes after each, as
     * Pillow does. Colours of transparent pixels do not bleed.
     *
     * @param width at least 1
     * @param height at least 1
     * @return the same picture if it has that size already
     */
    public static Picture resize(Picture picture, int width, int height, Filter filter) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "width and height must be at least 1: %d x %d".formatted(width, height));
        }
        if (width == picture.width() && height == picture.height()) {
            return picture;
        }
        boolean transparent = picture.channels() == ALPHA + 1;
        Picture result = transparent ? premultiplied(picture) : picture;
        if (width != result.width()) {
            result = resizeRows(result, ResampleWeights.of(filter, result.width(), width));
        }
        if (height != result.height()) {
            result = resizeColumns(result, ResampleWeights.of(filter, result.height(), height));
        }
        return transparent ? straight(result) : result;
    }

    /**
     * The picture with each pixel as a square of {@code factor} x {@code factor} pixels.
     *
     * @param factor at least 1
     */
    public static Picture enlarge(Picture picture, int factor) {
        if (factor < 1) {
            throw new IllegalArgumentException("factor must be at least 1: " + factor);
        }
        int channels = picture.channels();
        Picture large =
                Picture.blank(picture.width() * factor, picture.height() * factor, channels);
        for (int y = 0; y < large.height(); y++) {
            for (int x = 0; x < large.width(); x++) {
                int from = (y / factor * picture.width() + x / factor) * channels;
                int to = (y * large.width() + x) * channels;
                System.arraycopy(picture.pixels(), from, large.pixels(), to, channels);
            }
        }
        return large;
    }

    /** The largest square around the centre. */
    public static Picture cropToSquare(Picture picture) {
        int side = Math.min(picture.width(), picture.height());
        return crop(
                picture, (picture.width() - side) / 2, (picture.height() - side) / 2, side, side);
    }

    /** The picture in the middle of the smallest square of a colour, {@code 0xRRGGBB}. */
    public static Picture padToSquare(Picture picture, int background) {
        if (picture.width() == picture.height()) {
            return picture;
        }
        int side = Math.max(picture.width(), picture.height());
        Picture square = Picture.filled(side, side, picture.channels(), background);
        square.paste(picture, (side - picture.width()) / 2, (side - picture.height()) / 2);
        return square;
    }

    /**
     * A part of a picture.
     *
     * @param x left edge of the part
     * @param y upper edge of the part
     * @return the same picture if the part is all of it
     */
    public static Picture crop(Picture picture, int x, int y, int width, int height) {
        if (x < 0 || y < 0 || x > picture.width() - width || y > picture.height() - height) {
            throw new IllegalArgumentException(
                    "part must lie within %d x %d: %d x %d at (%d, %d)"
                            .formatted(picture.width(), picture.height(), width, height, x, y));
        }
        if (width == picture.width() && height == picture.height()) {
            return picture;
        }
        int channels = picture.channels();
        Picture part = Picture.blank(width, height, channels);
        for (int row = 0; row < height; row++) {
            int from = ((y + row) * picture.width() + x) * channels;
            int to = row * width * channels;
            System.arraycopy(picture.pixels(), from, part.pixels(), to, width * channels);
        }
        return part;
    }

    private static Picture resizeRows(Picture in, ResampleWeights axis) {
        int channels = in.channels();
        Picture out = Picture.blank(axis.starts().length, in.height(), channels);
        for (int y = 0; y < out.height(); y++) {
            for (int x = 0; x < out.width(); x++) {
                int from = (y * in.width() + axis.starts()[x]) * channels;
                int to = (y * out.width() + x) * channels;
                for (int channel = 0; channel < channels; channel++) {
                    out.pixels()[to + channel] =
                            weighted(in.pixels(), from + channel, channels, axis.weights()[x]);
                }
            }
        }
        return out;
    }

    private static Picture resizeColumns(Picture in, ResampleWeights axis) {
        int rowBytes = in.width() * in.channels();
        Picture out = Picture.blank(in.width(), axis.starts().length, in.channels());
        for (int y = 0; y < out.height(); y++) {
            int from = axis.starts()[y] * rowBytes;
            for (int i = 0; i < rowBytes; i++) {
                out.pixels()[y * rowBytes + i] =
                        weighted(in.pixels(), from + i, rowBytes, axis.weights()[y]);
            }
        }
        return out;
    }

    private static byte weighted(byte[] samples, int from, int step, double[] weights) {
        double sum = 0.5;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (samples[from + i * step] & 0xff);
        }
        return (byte) Math.max(0, Math.min(255, Math.floor(sum)));
    }

    private static Picture premultiplied(Picture rgba) {
        byte[] pixels = rgba.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            if (i % 4 != ALPHA) {
                int alpha = pixels[i | ALPHA] & 0xff;
                pixels[i] = (byte) (((pixels[i] & 0xff) * alpha + 127) / 255);
            }
        }
        return new Picture(rgba.width(), rgba.height(), 4, pixels);
    }

    private static Picture straight(Picture premultiplied) {
        byte[] pixels = premultiplied.pixels();
        for (int i = 0; i < pixels.length; i++) {
            int alpha = pixels[i | ALPHA] & 0xff;
            if (i % 4 != ALPHA && alpha > 0) {
                pixels[i] = (byte) Math.min(255, ((pixels[i] & 0xff) * 255 + alpha / 2) / alpha);
            }
        }
        return premultiplied;
    }
}

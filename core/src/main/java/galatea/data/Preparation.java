package galatea.data;

import static java.util.Objects.requireNonNull;

import galatea.image.Channels;
import galatea.image.Picture;
import galatea.image.Scaling;
import galatea.image.Scaling.Filter;

/**
 * How a picture of any size becomes a square training image.
 *
 * <p>The steps: composite alpha or convert the channels, crop, scale.
 *
 * @param resolution pixels per side of the result, 1 to 8192
 * @param channels 1 (gray), 3 (RGB) or 4 (RGBA)
 * @param crop how a picture becomes square
 * @param filter how it is scaled
 * @param minimumSide pixels; a picture with a shorter side counts as too small; at least 1
 * @param background {@code 0xRRGGBB}, seen through alpha and beside padded pictures
 */
public record Preparation(
        int resolution, int channels, Crop crop, Filter filter, int minimumSide, int background) {

    /** How a picture becomes square. */
    public enum Crop {
        /** The largest square in the middle. */
        CENTER,
        /** The whole picture on a square of background. */
        PAD,
        /** The whole picture, its sides scaled differently. */
        STRETCH
    }

    private static final int WHITE = 0xffffff;

    /** Checks the ranges. */
    public Preparation {
        requireNonNull(crop, "crop is null");
        requireNonNull(filter, "filter is null");
        if (resolution < 1 || resolution > 8192) {
            throw new IllegalArgumentException("resolution must be in [1, 8192]: " + resolution);
        }
        if (channels != 1 && channels != 3 && channels != 4) {
            throw new IllegalArgumentException("channels must be 1, 3 or 4: " + channels);
        }
        if (minimumSide < 1) {
            throw new IllegalArgumentException("minimumSide must be at least 1: " + minimumSide);
        }
        if (background < 0 || background > WHITE) {
            throw new IllegalArgumentException(
                    "background must be in [0x000000, 0xffffff]: 0x%x".formatted(background));
        }
    }

    /**
     * Centre crop by area on white; pictures with a side below half the resolution are too small.
     */
    public static Preparation defaults(int resolution, int channels) {
        int minimumSide = Math.max(1, resolution / 2);
        return new Preparation(resolution, channels, Crop.CENTER, Filter.AREA, minimumSide, WHITE);
    }

    /** The same with another crop. */
    public Preparation withCrop(Crop newCrop) {
        return new Preparation(resolution, channels, newCrop, filter, minimumSide, background);
    }

    /** The same with another filter. */
    public Preparation withFilter(Filter newFilter) {
        return new Preparation(resolution, channels, crop, newFilter, minimumSide, background);
    }

    /** The same with another minimum side, in pixels. */
    public Preparation withMinimumSide(int pixels) {
        return new Preparation(resolution, channels, crop, filter, pixels, background);
    }

    /** The same with another background, {@code 0xRRGGBB}. */
    public Preparation withBackground(int rgb) {
        return new Preparation(resolution, channels, crop, filter, minimumSide, rgb);
    }

    /** Bytes of one training image, {@code channels * resolution * resolution}. */
    public int imageBytes() {
        return Math.multiplyExact(channels, resolution * resolution);
    }

    /** Whether a picture's short side is below {@link #minimumSide()}. */
    public boolean isTooSmall(Picture picture) {
        return Math.min(picture.width(), picture.height()) < minimumSide;
    }

    /** The picture as a square of {@code resolution} pixels with {@code channels} channels. */
    public Picture square(Picture picture) {
        Picture converted = Channels.convert(picture, channels, background);
        return Scaling.resize(cropped(converted, background), resolution, resolution, filter);
    }

    /**
     * A label map cut and scaled like its picture, by nearest neighbour.
     *
     * @param labels one channel of class indices
     * @param outside the class of padding beside the picture, 0 to 255
     */
    public Picture squareLabels(Picture labels, int outside) {
        return nearest(cropped(labels, outside * 0x010101));
    }

    /** A square cut from, or around, a picture; what is to be stretched stays as it is. */
    private Picture cropped(Picture picture, int around) {
        return switch (crop) {
            case CENTER -> Scaling.cropToSquare(picture);
            case PAD -> Scaling.padToSquare(picture, around);
            case STRETCH -> picture;
        };
    }

    /** Scales one channel by taking the value under each new pixel's centre. */
    private Picture nearest(Picture picture) {
        Picture scaled = Picture.blank(resolution, resolution, 1);
        for (int y = 0; y < resolution; y++) {
            int row = (int) ((2L * y + 1) * picture.height() / (2L * resolution));
            for (int x = 0; x < resolution; x++) {
                int column = (int) ((2L * x + 1) * picture.width() / (2L * resolution));
                scaled.pixels()[y * resolution + x] = (byte) picture.sample(column, row, 0);
            }
        }
        return scaled;
    }

    /**
     * The picture as a training image.
     *
     * @return {@code [channels, resolution, resolution]} uint8
     */
    public byte[] apply(Picture picture) {
        byte[] pixels = square(picture).pixels(); // [H, W, C]
        byte[] planes = new byte[pixels.length]; // [C, H, W]
        int area = resolution * resolution;
        for (int i = 0; i < pixels.length; i++) {
            planes[i % channels * area + i / channels] = pixels[i];
        }
        return planes;
    }
}

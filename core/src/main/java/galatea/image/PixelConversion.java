package galatea.image;

import java.util.ArrayList;
import java.util.List;

/** Conversions between pictures and float32 tensors with levels in [-1, 1]. */
public final class PixelConversion {

    private PixelConversion() {}

    /** How a level in [-1, 1] becomes a byte. NaN becomes 0. */
    public enum Rounding {
        /** {@code floor(127.5 x + 128)}: for single pictures. */
        FLOOR,
        /** {@code rint(127.5 (x + 1))}, ties to even: for sample grids. */
        NEAREST
    }

    /**
     * The byte of a level, saturated.
     *
     * @param level usually in [-1, 1]; NaN gives 0
     * @return 0…255
     */
    public static int toByte(float level, Rounding rounding) {
        double value =
                switch (rounding) {
                    case FLOOR -> Math.floor(level * 127.5f + 128);
                    case NEAREST -> Math.rint((level + 1) * 127.5f);
                };
        return (int) Math.max(0, Math.min(255, value)); // (int) NaN is 0
    }

    /**
     * Pictures of a batch.
     *
     * @param levels {@code [count, channels, height, width]}, levels in [-1, 1]
     * @param channels 1, 3 or 4
     */
    public static List<Picture> toPictures(
            float[] levels, int channels, int height, int width, Rounding rounding) {
        int size = channels * height * width;
        if (size == 0 || levels.length % size != 0) {
            throw new IllegalArgumentException(
                    "levels must be a multiple of %d x %d x %d: %d"
                            .formatted(channels, height, width, levels.length));
        }
        List<Picture> pictures = new ArrayList<>();
        for (int start = 0; start < levels.length; start += size) {
            pictures.add(picture(levels, start, Picture.blank(width, height, channels), rounding));
        }
        return pictures;
    }

    /**
     * The levels of a picture, {@code x / 127.5 - 1}.
     *
     * @return {@code [channels, height, width]} in [-1, 1]
     */
    public static float[] toFloats(Picture picture) {
        float[] levels = new float[picture.pixels().length];
        toFloats(picture, levels, 0);
        return levels;
    }

    /**
     * Writes the levels of a picture, {@code x / 127.5 - 1}, into a batch.
     *
     * @param levels receives {@code [channels, height, width]} from {@code start} on
     */
    public static void toFloats(Picture picture, float[] levels, int start) {
        int channels = picture.channels();
        int plane = picture.width() * picture.height();
        byte[] pixels = picture.pixels();
        for (int channel = 0; channel < channels; channel++) {
            int to = start + channel * plane;
            for (int i = 0; i < plane; i++) {
                levels[to + i] = (pixels[i * channels + channel] & 0xff) / 127.5f - 1;
            }
        }
    }

    private static Picture picture(float[] levels, int start, Picture out, Rounding rounding) {
        int plane = out.width() * out.height();
        for (int channel = 0; channel < out.channels(); channel++) {
            int from = start + channel * plane;
            for (int i = 0; i < plane; i++) {
                out.pixels()[i * out.channels() + channel] =
                        (byte) toByte(levels[from + i], rounding);
            }
        }
        return out;
    }
}

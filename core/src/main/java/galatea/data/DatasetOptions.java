package galatea.data;

import static java.util.Objects.requireNonNull;

import galatea.image.Scaling.Filter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What data set to write.
 *
 * @param source what {@link ImageSource#open(String, SourceOptions)} understands
 * @param dest the zip to write
 * @param resolution pixels per side, a power of two in [4, 8192]; null keeps the pictures' size,
 *     which must then be one and the same square power of two
 * @param channels 1 (gray), 3 (RGB) or 4 (RGBA)
 * @param crop how pictures become square
 * @param filter how they are scaled
 * @param background {@code 0xRRGGBB} behind alpha and beside padded pictures
 * @param maxImages use at most so many files, spread evenly over the source
 * @param padIdx whether idx pictures of 28x28 are padded to 32x32
 * @param overwrite whether an existing {@code dest} may be replaced
 */
public record DatasetOptions(
        String source,
        Path dest,
        @Nullable Integer resolution,
        int channels,
        Preparation.Crop crop,
        Filter filter,
        int background,
        int maxImages,
        boolean padIdx,
        boolean overwrite) {

    /** Checks the ranges. */
    public DatasetOptions {
        requireNonNull(source, "source is null");
        requireNonNull(dest, "dest is null");
        if (resolution != null && !isValid(resolution)) {
            throw new IllegalArgumentException(
                    "resolution must be a power of two in [4, 8192]: " + resolution);
        }
        if (maxImages < 1) {
            throw new IllegalArgumentException("maxImages must be at least 1: " + maxImages);
        }
        preparation(4, channels, crop, filter, background);
    }

    /** RGB, centre crop by area on white, every file, nothing overwritten. */
    public static DatasetOptions defaults(String source, Path dest, @Nullable Integer resolution) {
        return new DatasetOptions(
                source,
                dest,
                resolution,
                3,
                Preparation.Crop.CENTER,
                Filter.AREA,
                0xffffff,
                Integer.MAX_VALUE,
                false,
                false);
    }

    /** Whether a side length is one that generators have: a power of two in [4, 8192]. */
    static boolean isValid(int side) {
        return side >= 4 && side <= 8192 && Integer.bitCount(side) == 1;
    }

    /** How the pictures are prepared for a side length. */
    Preparation preparation(int side) {
        return preparation(side, channels, crop, filter, background);
    }

    private static Preparation preparation(
            int side, int channels, Preparation.Crop crop, Filter filter, int background) {
        return Preparation.defaults(side, channels)
                .withCrop(crop)
                .withFilter(filter)
                .withBackground(background);
    }

    /** The same with other channels. */
    public DatasetOptions withChannels(int count) {
        return new DatasetOptions(
                source,
                dest,
                resolution,
                count,
                crop,
                filter,
                background,
                maxImages,
                padIdx,
                overwrite);
    }

    /** The same with another way to make pictures square. */
    public DatasetOptions withCrop(Preparation.Crop newCrop) {
        return new DatasetOptions(
                source,
                dest,
                resolution,
                channels,
                newCrop,
                filter,
                background,
                maxImages,
                padIdx,
                overwrite);
    }

    /** The same with another way to scale. */
    public DatasetOptions withFilter(Filter newFilter) {
        return new DatasetOptions(
                source,
                dest,
                resolution,
                channels,
                crop,
                newFilter,
                background,
                maxImages,
                padIdx,
                overwrite);
    }

    /** The same with another background, {@code 0xRRGGBB}. */
    public DatasetOptions withBackground(int rgb) {
        return new DatasetOptions(
                source,
                dest,
                resolution,
                channels,
                crop,
                filter,
                rgb,
                maxImages,
                padIdx,
                overwrite);
    }

    /** The same with or without a border around idx pictures of 28x28. */
    public DatasetOptions withPadIdx(boolean pad) {
        return new DatasetOptions(
                source,
                dest,
                resolution,
                channels,
                crop,
                filter,
                background,
                maxImages,
                pad,
                overwrite);
    }

    /** The same with another maximum of files. */
    public DatasetOptions withMaxImages(int count) {
        return new DatasetOptions(
                source,
                dest,
                resolution,
                channels,
                crop,
                filter,
                background,
                count,
                padIdx,
                overwrite);
    }

    /** The same with or without permission to replace the file. */
    public DatasetOptions withOverwrite(boolean allowed) {
        return new DatasetOptions(
                source,
                dest,
                resolution,
                channels,
                crop,
                filter,
                background,
                maxImages,
                padIdx,
                allowed);
    }
}

package galatea.data;

import galatea.image.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a picture file to a {@link Picture}: PNG, JPEG, WebP, GIF (first frame), BMP, TIFF.
 *
 * <p>Gray stays gray; gray with alpha becomes RGBA; palettes are resolved; 16 bits are rounded to
 * 8; CMYK, YCCK and embedded colour profiles become sRGB; the EXIF orientation is applied. Nothing
 * is written to a disk cache.
 */
public final class PictureDecoder {
    /** The largest picture that is decoded unless told otherwise, in pixels. */
    public static final long MAX_PIXELS = 100_000_000;

    private PictureDecoder() {}

    /**
     * Decodes a picture of at most {@link #MAX_PIXELS} pixels.
     *
     * @throws IOException if these bytes are no whole picture
     */
    public static Picture decode(byte[] file) throws IOException {
        return decode(file, MAX_PIXELS);
    }

    /**
     * Decodes a picture, upright.
     *
     * @param maxPixels what announces more is refused before any memory is taken for it
     * @throws IOException if these bytes are no whole picture, or one that is too large
     */
    public static Picture decode(byte[] file, long maxPixels) throws IOException {
        PictureFormat format = check(file);
        Picture stored = Rasters.toPicture(read(file, format, maxPixels));
        return ExifOrientation.upright(stored, ExifOrientation.of(file, format));
    }

    /**
     * Decodes a label map: the values of an indexed or gray picture of at most 8 bits, untouched by
     * its palette.
     *
     * @return a picture with one channel
     * @throws IOException if these bytes are no such picture
     */
    public static Picture decodeIndices(byte[] file) throws IOException {
        Picture indices = Rasters.indices(read(file, check(file), MAX_PIXELS));
        if (indices == null) {
            throw new DataException(
                    "a label map must be an 8-bit indexed or gray PNG: it has colours of its own");
        }
        return indices;
    }

    private static PictureFormat check(byte[] file) throws DataException {
        if (file.length == 0) {
            throw new DataException("the file is empty");
        }
        PictureFormat format = PictureFormat.of(file);
        if (format == null) {
            throw new DataException("not a PNG, JPEG, WebP, GIF, BMP or TIFF picture");
        }
        if (!isComplete(file, format)) {
            throw new DataException("the file is cut off after %d bytes".formatted(file.length));
        }
        return format;
    }

    /** Some readers fill what is missing with gray instead of failing. */
    private static boolean isComplete(byte[] file, PictureFormat format) {
        return switch (format) {
            case JPEG -> JpegSegments.of(file).complete();
            case WEBP -> file.length >= 8L + riffLength(file);
            case PNG, GIF, BMP, TIFF -> true;
        };
    }

    private static long riffLength(byte[] file) {
        return (file[4] & 0xffL)
                | (file[5] & 0xffL) << 8
                | (file[6] & 0xffL) << 16
                | (file[7] & 0xffL) << 24;
    }

    private static BufferedImage read(byte[] file, PictureFormat format, long maxPixels)
            throws IOException {
        ImageReader reader = reader(format);
        try (ImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            checkSize(reader.getWidth(0), reader.getHeight(0), maxPixels);
            @Nullable BufferedImage image = reader.read(0);
            if (image == null) {
                throw new DataException("the %s holds no picture".formatted(format));
            }
            return image;
        } catch (RuntimeException e) {
            throw new DataException("damaged %s: %s".formatted(format, e), e);
        } finally {
            reader.dispose();
        }
    }

    private static void checkSize(int width, int height, long maxPixels) throws DataException {
        if (width < 1 || height < 1 || (long) width * height > maxPixels) {
            throw new DataException(
                    "a picture must have 1 to %d pixels: %d x %d; scale it down first"
                            .formatted(maxPixels, width, height));
        }
    }

    private static ImageReader reader(PictureFormat format) throws DataException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.readerName());
        if (!readers.hasNext()) {
            throw new DataException(
                    "no %s reader: put the ImageIO plug-in on the class path".formatted(format));
        }
        return readers.next();
    }
}

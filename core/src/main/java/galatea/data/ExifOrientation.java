package galatea.data;

import galatea.image.Picture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The orientation a camera noted in a picture: tag 0x0112 of TIFF 6.0 and Exif 2.3, 1 to 8.
 *
 * <p>Found in the EXIF segment of a JPEG, the {@code eXIf} chunk of a PNG, the {@code EXIF} chunk
 * of a WebP, and the first directory of a TIFF. Whatever is damaged counts as 1, upright.
 */
final class ExifOrientation {
    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;

    private ExifOrientation() {}

    /** The orientation noted in a picture file, 1 to 8; 1 if there is none. */
    static int of(byte[] file, PictureFormat format) {
        int tiff =
                switch (format) {
                    case TIFF -> 0;
                    case JPEG -> inJpeg(file);
                    case PNG -> inChunks(file, 8, "eXIf", ByteOrder.BIG_ENDIAN);
                    case WEBP -> inChunks(file, 12, "EXIF", ByteOrder.LITTLE_ENDIAN);
                    case GIF, BMP -> -1;
                };
        try {
            return tiff < 0 ? 1 : ofTiff(file, tiff);
        } catch (IndexOutOfBoundsException e) {
            return 1;
        }
    }

    private static int inJpeg(byte[] file) {
        Integer exif = JpegSegments.of(file).exif();
        return exif == null ? -1 : exif;
    }

    /** PNG: length, type, data, checksum. RIFF: type, length, data, padding to even. */
    private static int inChunks(byte[] file, int start, String type, ByteOrder order) {
        boolean riff = order == ByteOrder.LITTLE_ENDIAN;
        ByteBuffer bytes = ByteBuffer.wrap(file).order(order);
        long at = start;
        while (at + 8 <= file.length) {
            int chunk = (int) at;
            long length = bytes.getInt(riff ? chunk + 4 : chunk) & 0xffffffffL;
            if (PictureFormat.starts(file, riff ? chunk : chunk + 4, type)) {
                // Some writers keep the JPEG segment's name in front.
                boolean named = PictureFormat.starts(file, chunk + 8, "Exif\0\0");
                return chunk + 8 + (named ? 6 : 0);
            }
            at += 8 + length + (riff ? length & 1 : 4);
        }
        return -1;
    }

    private static int ofTiff(byte[] file, int tiff) {
        boolean little = file[tiff] == 'I';
        ByteBuffer bytes = ByteBuffer.wrap(file, tiff, file.length - tiff).slice();
        bytes.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = bytes.getInt(4);
        int count = bytes.getShort(directory) & 0xffff;
        for (int i = 0; i < count; i++) {
            int entry = directory + 2 + 12 * i;
            if ((bytes.getShort(entry) & 0xffff) == ORIENTATION
                    && bytes.getShort(entry + 2) == SHORT) {
                int value = bytes.getShort(entry + 8);
                return value >= 1 && value <= 8 ? value : 1;
            }
        }
        return 1;
    }

    /** Turns a stored picture upright. */
    static Picture upright(Picture stored, int orientation) {
        if (orientation == 1) {
            return stored;
        }
        boolean turned = orientation >= 5;
        int width = turned ? stored.height() : stored.width();
        int height = turned ? stored.width() : stored.height();
        Picture upright = Picture.blank(width, height, stored.channels());
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int from = source(stored, orientation, x, y) * stored.channels();
                int to = (y * width + x) * stored.channels();
                System.arraycopy(stored.pixels(), from, upright.pixels(), to, stored.channels());
            }
        }
        return upright;
    }

    /** The position of the stored pixel that is seen at x, y. */
    private static int source(Picture stored, int orientation, int x, int y) {
        int right = stored.width() - 1;
        int bottom = stored.height() - 1;
        boolean mirrorX = orientation == 2 || orientation == 3 || orientation >= 7;
        boolean mirrorY =
                orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        int column = orientation >= 5 ? y : x;
        int row = orientation >= 5 ? x : y;
        return (mirrorY ? bottom - row : row) * stored.width()
                + (mirrorX ? right - column : column);
    }
}

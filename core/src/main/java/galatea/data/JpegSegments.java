package galatea.data;

import org.jspecify.annotations.Nullable;

/**
 * The marker segments of a JPEG file up to its picture data (ITU-T T.81, annex B).
 *
 * @param exif offset of the TIFF structure inside the first EXIF segment; null without one
 * @param complete whether the end-of-image marker follows the picture data
 */
record JpegSegments(@Nullable Integer exif, boolean complete) {
    private static final int START_OF_SCAN = 0xDA;
    private static final int APP1 = 0xE1;
    private static final String EXIF = "Exif\0\0";

    /** Walks over the segments of a file that starts like a JPEG. */
    static JpegSegments of(byte[] file) {
        Integer exif = null;
        int at = 2;
        while (at + 4 <= file.length && (file[at] & 0xff) == 0xff) {
            int marker = file[at + 1] & 0xff;
            if (marker == START_OF_SCAN) {
                return new JpegSegments(exif, endsAfter(file, at));
            }
            if (isExif(file, at, marker) && exif == null) {
                exif = at + 4 + EXIF.length();
            }
            at += isBare(marker) ? fillOrBare(marker) : 2 + length(file, at + 2);
        }
        return new JpegSegments(exif, false);
    }

    private static boolean isExif(byte[] file, int at, int marker) {
        return marker == APP1 && PictureFormat.starts(file, at + 4, EXIF);
    }

    /** Fill bytes, restart markers and TEM have no length. */
    private static boolean isBare(int marker) {
        return marker == 0xff || marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    }

    private static int fillOrBare(int marker) {
        return marker == 0xff ? 1 : 2;
    }

    private static int length(byte[] file, int at) {
        return (file[at] & 0xff) << 8 | (file[at + 1] & 0xff);
    }

    private static boolean endsAfter(byte[] file, int scan) {
        for (int i = file.length - 2; i > scan; i--) {
            if ((file[i] & 0xff) == 0xff && (file[i + 1] & 0xff) == 0xd9) {
                return true;
            }
        }
        return false;
    }
}

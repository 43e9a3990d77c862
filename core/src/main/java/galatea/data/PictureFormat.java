package galatea.data;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The picture formats that are read, told apart by their first bytes. */
enum PictureFormat {
    PNG("png"),
    JPEG("jpeg"),
    WEBP("webp"),
    GIF("gif"),
    BMP("bmp"),
    TIFF("tiff");

    private static final Set<String> ENDINGS =
            Set.of("png", "jpg", "jpeg", "jpe", "jfif", "webp", "gif", "bmp", "dib", "tif", "tiff");

    private final String readerName;

    PictureFormat(String readerName) {
        this.readerName = readerName;
    }

    /** The name under which ImageIO knows the reader. */
    String readerName() {
        return readerName;
    }

    /** Whether a file name ends like a picture's. */
    static boolean isPictureName(String name) {
        int dot = name.lastIndexOf('.');
        return dot >= 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** The format of a file's bytes; null if it is none of these. */
    static @Nullable PictureFormat of(byte[] file) {
        if (starts(file, 0, "\u0089PNG\r\n\u001a\n")) {
            return PNG;
        } else if (starts(file, 0, "\u00ff\u00d8\u00ff")) {
            return JPEG;
        } else if (starts(file, 0, "RIFF") && starts(file, 8, "WEBP")) {
            return WEBP;
        } else if (starts(file, 0, "GIF8")) {
            return GIF;
        } else if (starts(file, 0, "BM")) {
            return BMP;
        }
        boolean tiff = starts(file, 0, "II*\0") || starts(file, 0, "MM\0*");
        return tiff ? TIFF : null;
    }

    /** Whether the bytes at an offset are these characters (each 0 to 255). */
    static boolean starts(byte[] file, int offset, String magic) {
        byte[] expected = magic.getBytes(StandardCharsets.ISO_8859_1);
        if (file.length < offset + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (file[offset + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }
}

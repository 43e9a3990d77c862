package galatea.image;

/**
 * Encodes PNG files; equal pixels give equal bytes on one machine.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">Portable Network Graphics, third edition</a>
 */
public final class Png {

    private static final int INDEXED = 3;
    private static final int MAX_COLORS = 256;

    private Png() {}

    /** The bytes of a PNG file with 8 bits per sample: gray, RGB or RGBA. */
    public static byte[] encode(Picture picture) {
        return new PngChunks()
                .header(picture.width(), picture.height(), colorType(picture))
                .add("IDAT", imageData(picture))
                .end();
    }

    /**
     * The bytes of an indexed PNG file, whose samples are numbers of colours: a label map.
     *
     * @param width pixels per row, at least 1
     * @param indices {@code [height, width]} row by row, one unsigned byte each, all below the
     *     number of colours
     * @param palette 1…256 colours as {@code 0xRRGGBB}
     */
    public static byte[] encodeIndexed(int width, byte[] indices, int[] palette) {
        requireIndices(width, indices, palette);
        return new PngChunks()
                .header(width, indices.length / width, INDEXED)
                .add("PLTE", paletteData(palette))
                .add("IDAT", PngRows.compressedOnly(indices, width))
                .end();
    }

    /** The number that PNG gives to the picture's kind of pixels. */
    static int colorType(Picture picture) {
        return switch (picture.channels()) {
            case 1 -> 0;
            case 3 -> 2;
            default -> 6;
        };
    }

    /** The filtered and compressed rows. */
    static byte[] imageData(Picture picture) {
        return PngRows.filteredAndCompressed(
                picture.pixels(), picture.width() * picture.channels(), picture.channels());
    }

    private static void requireIndices(int width, byte[] indices, int[] palette) {
        if (palette.length < 1 || palette.length > MAX_COLORS) {
            throw new IllegalArgumentException(
                    "palette must have 1 to 256 colours: " + palette.length);
        }
        if (width < 1 || indices.length == 0 || indices.length % width != 0) {
            throw new IllegalArgumentException(
                    "indices must fill whole rows of %d pixels: %d"
                            .formatted(width, indices.length));
        }
        for (byte index : indices) {
            if ((index & 0xff) >= palette.length) {
                throw new IllegalArgumentException(
                        "index must be below %d colours: %d"
                                .formatted(palette.length, index & 0xff));
            }
        }
    }

    private static byte[] paletteData(int[] palette) {
        byte[] data = new byte[palette.length * 3];
        for (int i = 0; i < palette.length; i++) {
            data[3 * i] = (byte) (palette[i] >> 16);
            data[3 * i + 1] = (byte) (palette[i] >> 8);
            data[3 * i + 2] = (byte) palette[i];
        }
        return data;
    }
}

package galatea.format;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * NumPy's {@code .npy} format: versions 1, 2 and 3 are read, version 1.0 is written.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">The
 *     format</a>
 */
public final class Npy {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER_BYTES = 1 << 16;
    private static final int ALIGNMENT = 64;

    private Npy() {}

    /**
     * Reads a file.
     *
     * @throws FormatException if it is not an array of numbers, or truncated
     */
    public static NpyArray read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(in, file.toString());
        }
    }

    /**
     * Reads one array from a stream, and no byte beyond it.
     *
     * @param file name for messages
     * @throws FormatException if it is not an array of numbers, or truncated
     */
    public static NpyArray read(InputStream in, String file) throws IOException {
        return read(in, file, Integer.MAX_VALUE);
    }

    /** The same for arrays of at most so many bytes of elements. */
    static NpyArray read(InputStream in, String file, int maxBytes) throws IOException {
        NpyHeader header = readHeader(in, file);
        int expected = header.byteCount(file);
        if (expected > maxBytes) {
            throw new FormatException(
                    file, "array must have at most %d bytes: %d".formatted(maxBytes, expected));
        }
        byte[] data = in.readNBytes(expected);
        if (data.length != expected) {
            throw new FormatException(
                    file, "npy data must have %d bytes: %d".formatted(expected, data.length));
        }
        if (header.bigEndian()) {
            reverseBytes(data, header.type().bytes());
        }
        byte[] ordered = header.fortranOrder() ? toCOrder(data, header) : data;
        return new NpyArray(
                header.type(),
                header.shape(),
                ByteBuffer.wrap(ordered).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** Writes or replaces a file atomically. */
    public static void write(Path file, NpyArray array) throws IOException {
        AtomicFiles.write(file, out -> write(out, array));
    }

    /** Writes one array to a stream, which stays open. */
    public static void write(OutputStream out, NpyArray array) throws IOException {
        if (array.type().npyCode().isEmpty()) {
            throw new IllegalArgumentException("type must be known to NumPy: " + array.type());
        }
        out.write(header(array.type(), array.shape()));
        writeBytes(out, array.data().duplicate());
    }

    private static void writeBytes(OutputStream out, ByteBuffer data) throws IOException {
        if (data.hasArray()) {
            out.write(data.array(), data.arrayOffset() + data.position(), data.remaining());
        } else {
            Channels.newChannel(out).write(data);
        }
    }

    /** Gives the rows of an array one after another. */
    @FunctionalInterface
    public interface Rows {
        /**
         * One row.
         *
         * @param index 0, 1, 2 …, each asked once
         * @return its elements in C order
         */
        float[] row(int index) throws IOException;
    }

    /**
     * Writes or replaces a file of singles atomically, holding one row at a time in memory.
     *
     * @param shape sizes, outermost first; at least one
     * @param rows as many as {@code shape[0]}, each of the product of the other sizes
     * @throws IllegalArgumentException if a row has another size
     */
    public static void write(Path file, long[] shape, Rows rows) throws IOException {
        long expected = DType.F32.byteCount(Arrays.copyOfRange(shape, 1, shape.length));
        AtomicFiles.write(
                file,
                out -> {
                    out.write(header(DType.F32, shape));
                    for (int i = 0; i < shape[0]; i++) {
                        ByteBuffer bytes = Elements.bytes(rows.row(i));
                        if (bytes.remaining() != expected) {
                            throw new IllegalArgumentException(
                                    "row must have %d bytes: %d"
                                            .formatted(expected, bytes.remaining()));
                        }
                        writeBytes(out, bytes);
                    }
                });
    }

    private static byte[] header(DType type, long[] shape) {
        String text = NpyHeader.format(type, shape);
        int unpadded = MAGIC.length + 4 + text.length() + 1;
        int padding = Math.floorMod(-unpadded, ALIGNMENT);
        byte[] dictionary =
                (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        out.write(1); // major
        out.write(0); // minor
        out.write(dictionary.length & 0xff);
        out.write(dictionary.length >> 8);
        out.writeBytes(dictionary);
        return out.toByteArray();
    }

    private static NpyHeader readHeader(InputStream in, String file) throws IOException {
        byte[] start = exactly(in, MAGIC.length + 2, file);
        if (!ByteBuffer.wrap(start, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
            throw new FormatException(file, "must begin with \\x93NUMPY: not an npy file");
        }
        byte[] text = exactly(in, headerLength(in, start[MAGIC.length], file), file);
        return NpyHeader.parse(file, new String(text, StandardCharsets.UTF_8));
    }

    private static int headerLength(InputStream in, int version, String file) throws IOException {
        if (version < 1 || version > 3) {
            throw new FormatException(file, "npy version must be 1, 2 or 3: " + version);
        }
        byte[] field = exactly(in, version == 1 ? 2 : 4, file);
        long length = 0;
        for (int i = field.length - 1; i >= 0; i--) {
            length = length << 8 | (field[i] & 0xff);
        }
        if (length > MAX_HEADER_BYTES) {
            throw new FormatException(
                    file,
                    "npy header must have at most %d bytes: %d"
                            .formatted(MAX_HEADER_BYTES, length));
        }
        return (int) length;
    }

    private static byte[] exactly(InputStream in, int count, String file) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length != count) {
            throw new FormatException(
                    file, "npy header must have %d more bytes: %d".formatted(count, bytes.length));
        }
        return bytes;
    }

    private static void reverseBytes(byte[] data, int size) {
        for (int start = 0; start < data.length; start += size) {
            for (int i = start, j = start + size - 1; i < j; i++, j--) {
                byte swap = data[i];
                data[i] = data[j];
                data[j] = swap;
            }
        }
    }

    /** Moves elements so that the last index varies fastest. */
    private static byte[] toCOrder(byte[] data, NpyHeader header) {
        long[] shape = header.shape();
        int size = header.type().bytes();
        byte[] ordered = new byte[data.length];
        long[] index = new long[shape.length];
        for (int to = 0; to < data.length; to += size) {
            System.arraycopy(data, fortranOffset(index, shape) * size, ordered, to, size);
            for (int d = shape.length - 1; d >= 0 && ++index[d] == shape[d]; d--) {
                index[d] = 0;
            }
        }
        return ordered;
    }

    private static int fortranOffset(long[] index, long[] shape) {
        long offset = 0;
        for (int d = shape.length - 1; d >= 0; d--) {
            offset = offset * shape[d] + index[d];
        }
        return (int) offset;
    }
}

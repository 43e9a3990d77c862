package galatea.data;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An idx file of unsigned bytes (LeCun, Cortes, Burges: the MNIST database): magic 0, 0, 8, number
 * of axes; each size as a big-endian int; the values.
 */
final class Idx {
    private final int[] shape;
    private final byte[] values;

    private Idx(int[] shape, byte[] values) {
        this.shape = shape;
        this.values = values;
    }

    /**
     * Reads a file, gzipped or not.
     *
     * @param name for messages
     * @param axes how many axes it must have
     */
    static Idx parse(String name, byte[] file, int axes) throws IOException {
        try (DataInputStream in = new DataInputStream(unzip(file))) {
            int magic = in.readInt();
            if (magic != (8 << 8 | axes)) {
                throw new DataException(
                        "%s must start with the idx magic 0x%08x: 0x%08x; is it another file?"
                                .formatted(name, 8 << 8 | axes, magic));
            }
            int[] shape = new int[axes];
            for (int i = 0; i < axes; i++) {
                shape[i] = in.readInt();
            }
            return new Idx(shape, values(name, in, shape));
        } catch (EOFException | ZipException e) {
            throw new DataException(
                    "%s is damaged or cut off: %s; download it again"
                            .formatted(name, e.getMessage()),
                    e);
        }
    }

    private static InputStream unzip(byte[] file) throws IOException {
        InputStream bytes = new ByteArrayInputStream(file);
        return PictureFormat.starts(file, 0, "\u001f\u008b") ? new GZIPInputStream(bytes) : bytes;
    }

    private static byte[] values(String name, InputStream in, int[] shape) throws IOException {
        long count = 1;
        for (int size : shape) {
            if (size < 1 || count * size > Integer.MAX_VALUE - 8) {
                throw new DataException(
                        "%s must announce 1 to 2^31 values: its sizes are %s"
                                .formatted(name, Arrays.toString(shape)));
            }
            count *= size;
        }
        byte[] values = in.readNBytes((int) count);
        if (values.length < count) {
            throw new DataException(
                    "%s announces %d values and holds %d: it is cut off; download it again"
                            .formatted(name, count, values.length));
        }
        return values;
    }

    /** The size of an axis. */
    int shape(int axis) {
        return shape[axis];
    }

    /** All values, the last axis fastest; not copied. */
    byte[] values() {
        return values;
    }
}

package galatea.format;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An array as NumPy stores it.
 *
 * @param type element type
 * @param shape sizes, outermost first; empty for a single number
 * @param data little-endian elements in C order, from the buffer's position to its limit; not
 *     copied
 */
public record NpyArray(DType type, long[] shape, ByteBuffer data) {

    /** Checks the shape against the data. */
    public NpyArray {
        requireNonNull(data, "data is null");
        long expected = type.byteCount(shape);
        if (data.remaining() != expected) {
            throw new IllegalArgumentException(
                    "data must have %d bytes for %s %s: %d"
                            .formatted(expected, type, Arrays.toString(shape), data.remaining()));
        }
    }

    /** An array of singles; copies the values. */
    public static NpyArray of(float[] values, long... shape) {
        return new NpyArray(DType.F32, shape, Elements.bytes(values));
    }

    /** An array of doubles; copies the values. */
    public static NpyArray of(double[] values, long... shape) {
        return new NpyArray(DType.F64, shape, Elements.bytes(values));
    }

    /** An array of 64-bit integers; copies the values. */
    public static NpyArray of(long[] values, long... shape) {
        return new NpyArray(DType.I64, shape, Elements.bytes(values));
    }

    /** An array of 32-bit integers; copies the values. */
    public static NpyArray of(int[] values, long... shape) {
        return new NpyArray(DType.I32, shape, Elements.bytes(values));
    }

    /** An array of unsigned bytes; does not copy the values. */
    public static NpyArray of(byte[] values, long... shape) {
        return new NpyArray(DType.U8, shape, ByteBuffer.wrap(values));
    }

    /** The elements in C order, converted to singles. */
    public float[] floats() {
        return Elements.floats(type, data);
    }

    /** The elements in C order, converted to doubles. */
    public double[] doubles() {
        return Elements.doubles(type, data);
    }

    /**
     * The elements in C order.
     *
     * @throws IllegalArgumentException if the type is a floating-point type
     */
    public long[] longs() {
        return Elements.longs(type, data);
    }
}

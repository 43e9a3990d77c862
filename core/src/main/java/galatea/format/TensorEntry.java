package galatea.format;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * A tensor to be written.
 *
 * @param name unique in its file, not empty
 * @param dtype element type
 * @param shape sizes, outermost first; empty for a single number
 * @param data gives the little-endian elements in C order from position to limit; asked once, when
 *     the tensor's turn comes, and not held after that, so that one copy at a time is in memory
 */
public record TensorEntry(String name, DType dtype, long[] shape, Supplier<ByteBuffer> data) {

    /** Checks the name and the shape. */
    public TensorEntry {
        requireNonNull(data, "data is null");
        if (name.isEmpty() || name.equals(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException(
                    "name must not be empty or " + SafetensorsHeader.METADATA + ": " + name);
        }
        dtype.byteCount(shape);
    }

    /** A tensor of singles; the array is converted when it is written. */
    public static TensorEntry of(String name, float[] values, long... shape) {
        return new TensorEntry(name, DType.F32, shape, () -> Elements.bytes(values));
    }

    /** A tensor of doubles; the array is converted when it is written. */
    public static TensorEntry of(String name, double[] values, long... shape) {
        return new TensorEntry(name, DType.F64, shape, () -> Elements.bytes(values));
    }

    /** A tensor of 64-bit integers; the array is converted when it is written. */
    public static TensorEntry of(String name, long[] values, long... shape) {
        return new TensorEntry(name, DType.I64, shape, () -> Elements.bytes(values));
    }

    /** A tensor of 32-bit integers; the array is converted when it is written. */
    public static TensorEntry of(String name, int[] values, long... shape) {
        return new TensorEntry(name, DType.I32, shape, () -> Elements.bytes(values));
    }

    /** A tensor of unsigned bytes; the array is not copied. */
    public static TensorEntry of(String name, byte[] values, long... shape) {
        return new TensorEntry(name, DType.U8, shape, () -> ByteBuffer.wrap(values));
    }

    /** Bytes that the elements take. */
    public long byteCount() {
        return dtype.byteCount(shape);
    }
}

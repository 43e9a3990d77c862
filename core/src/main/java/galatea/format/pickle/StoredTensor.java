package galatea.format.pickle;

import galatea.format.DType;
import galatea.format.Elements;
import galatea.format.FormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of a file: a view by strides of elements that other tensors may share. Torch tensors,
 * NumPy arrays and NumPy scalars alike.
 *
 * <p>A tensor that the file has no numbers for, such as a NumPy array of texts, is refused only
 * when it is asked for them. Safe for use by several threads.
 */
public final class StoredTensor {
    static final int MAX_DIMENSIONS = 64;

    /** The elements of a storage may be repeated so often by strides of 0. */
    private static final long MAX_REPEAT = 64;

    private static final long FREE_ELEMENTS = 1_000_000;
    private static final long MAX_ELEMENTS = 1 << 29;

    private final String file;
    private String missing = "tensor must have a shape and data: none";
    private @Nullable View view;

    /**
     * What the tensor looks at.
     *
     * @param offset first element
     * @param count elements of the tensor
     * @param stride elements between neighbours, per dimension
     */
    private record View(Storage storage, long offset, long count, long[] shape, long[] stride) {}

    /** Without data as yet. */
    StoredTensor(String file) {
        this.file = file;
    }

    StoredTensor(String file, Storage storage, long offset, long[] shape, long[] stride) {
        this(file);
        fill(storage, offset, shape, stride);
    }

    /**
     * A tensor of a file of another format.
     *
     * @param file its name, for messages
     * @param bytes little-endian elements in row-major order, as many as the shape says
     */
    public static StoredTensor of(String file, DType dtype, long[] shape, ByteBuffer bytes) {
        long[] stride = new long[shape.length];
        long next = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            stride[d] = next;
            next = Math.multiplyExact(next, Math.max(1, shape[d]));
        }
        Storage storage = Storage.of(Encoding.of(dtype), bytes, ByteOrder.LITTLE_ENDIAN);
        return new StoredTensor(file, storage, 0, shape, stride);
    }

    /** Says why there will be no data. */
    void lack(String reason) {
        view = null;
        missing = reason;
    }

    /** Sets the view; checks that it stays in the storage. */
    void fill(Storage storage, long offset, long[] shape, long[] stride) {
        if (shape.length != stride.length || shape.length > MAX_DIMENSIONS) {
            throw new Damage(
                    "tensor must have at most %d sizes and as many strides: %d, %d"
                            .formatted(MAX_DIMENSIONS, shape.length, stride.length));
        }
        long count = elementCount(shape);
        if (offset < 0 || (count > 0 && last(offset, shape, stride) >= storage.count())) {
            throw new Damage(
                    "tensor of shape %s, strides %s and offset %d must lie in its %d elements"
                            .formatted(text(shape), text(stride), offset, storage.count()));
        }
        view = new View(storage, offset, count, shape.clone(), stride.clone());
    }

    /**
     * Element type; for integers of 8, 16, and unsigned ones of 16, 32 and 64 bits the next of
     * Galatea's types.
     *
     * @throws FormatException if the file has no numbers for it, or complex or quantised ones
     */
    public DType dtype() throws FormatException {
        Encoding encoding = view().storage().encoding();
        DType type = encoding.dtype();
        if (type == null) {
            throw new FormatException(file, "tensor must be of real numbers: " + encoding);
        }
        return type;
    }

    /**
     * Sizes, outermost first; empty for a number.
     *
     * @throws FormatException if the file has none
     */
    public long[] shape() throws FormatException {
        return view().shape().clone();
    }

    /**
     * All elements in row-major order, as singles; 64-bit values are rounded, booleans give 0 and
     * 1.
     *
     * @throws FormatException if the file has no numbers for it, or strides of 0 make more than 64
     *     times the elements that the file has (and more than a million), or more than 2^29
     */
    public float[] floats() throws FormatException {
        DType type = dtype();
        View v = view();
        if (v.count() == 0) {
            return new float[0];
        }
        requireModest(v);
        ByteBuffer bytes = v.storage().bytes();
        if (bytes == null) {
            throw new FormatException(file, "tensor must have data in the file: none");
        }
        int size = v.storage().encoding().bytes();
        boolean direct = v.storage().encoding().isDirect();
        if (direct && bytes.order() == ByteOrder.LITTLE_ENDIAN && isContiguous(v)) {
            int length = (int) v.count() * size;
            return Elements.floats(type, bytes.slice((int) v.offset() * size, length));
        }
        return gathered(v, bytes);
    }

    /** Elements; 0 without data. */
    long count() {
        return view == null ? 0 : view.count();
    }

    /** Such as {@code float32 [8, 3]}. */
    String description() {
        View v = view;
        return v == null
                ? "without numbers"
                : v.storage().encoding().name().toLowerCase(Locale.ROOT) + " " + text(v.shape());
    }

    private static float[] gathered(View v, ByteBuffer bytes) {
        Encoding encoding = v.storage().encoding();
        float[] values = new float[(int) v.count()];
        long[] index = new long[v.shape().length];
        long at = v.offset();
        for (int i = 0; i < values.length; i++) {
            values[i] = encoding.at(bytes, (int) at * encoding.bytes());
            at += step(v, index);
        }
        return values;
    }

    private void requireModest(View v) throws FormatException {
        long most = Math.min(MAX_ELEMENTS, MAX_REPEAT * v.storage().count() + FREE_ELEMENTS);
        if (v.count() > most) {
            throw new FormatException(
                    file,
                    "tensor must have at most %d elements: shape %s"
                            .formatted(most, text(v.shape())));
        }
    }

    private static long elementCount(long[] shape) {
        long count = 1;
        for (long size : shape) {
            if (size < 0 || (size > 0 && count > Long.MAX_VALUE / size)) {
                throw new Damage("shape must have 0 to 2^63 - 1 elements: " + text(shape));
            }
            count *= size;
        }
        return count;
    }

    /** Index of the last element of a tensor that has some. */
    private static long last(long offset, long[] shape, long[] stride) {
        try {
            long last = offset;
            for (int d = 0; d < shape.length; d++) {
                if (stride[d] < 0) {
                    throw new Damage("stride must be at least 0: " + stride[d]);
                }
                last = Math.addExact(last, Math.multiplyExact(shape[d] - 1, stride[d]));
            }
            return last;
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Moves an index to the next element in row-major order; tells how far that is. */
    private static long step(View v, long[] index) {
        long distance = 0;
        for (int d = index.length - 1; d >= 0; d--) {
            distance += v.stride()[d];
            if (++index[d] < v.shape()[d]) {
                break;
            }
            distance -= index[d] * v.stride()[d];
            index[d] = 0;
        }
        return distance;
    }

    private static boolean isContiguous(View v) {
        long expected = 1;
        for (int d = v.shape().length - 1; d >= 0; d--) {
            if (v.shape()[d] != 1 && v.stride()[d] != expected) {
                return false;
            }
            expected *= v.shape()[d];
        }
        return true;
    }

    private View view() throws FormatException {
        View v = view;
        if (v == null) {
            throw new FormatException(file, missing);
        }
        return v;
    }

    private static String text(long[] sizes) {
        return Arrays.toString(sizes);
    }
}

package galatea.format.pickle;

import galatea.format.DType;
import galatea.format.Elements;
import galatea.format.FormatException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of a file: a view by strides of elements that other tensors may share.
 *
 * <p>Torch tensors, NumPy arrays and NumPy scalars alike.
 */
public final class StoredTensor {
    /** A broadcast view may repeat each element of its storage so often. */
    private static final long MAX_REPEAT = 64;

    private static final long FREE_ELEMENTS = 1_000_000;

    private @Nullable View view;

    /**
     * What the tensor looks at.
     *
     * @param offset first element
     * @param stride elements between neighbours, per dimension
     */
    private record View(Storage storage, long offset, long[] shape, long[] stride) {}

    StoredTensor() {}

    StoredTensor(Storage storage, long offset, long[] shape, long[] stride) {
        fill(storage, offset, shape, stride);
    }

    /** Sets the view once; checks that it stays in the storage. */
    void fill(Storage storage, long offset, long[] shape, long[] stride) {
        if (shape.length != stride.length || shape.length > 16) {
            throw new Damage("tensor must have up to 16 sizes and as many strides");
        }
        long count = storage.dtype().byteCount(shape) / storage.dtype().bytes();
        long last = offset;
        for (int i = 0; i < shape.length; i++) {
            if (stride[i] < 0) {
                throw new Damage("stride must be at least 0: " + stride[i]);
            }
            last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape[i] - 1), stride[i]));
        }
        if (offset < 0 || (count > 0 && last >= storage.count())) {
            throw new Damage(
                    "tensor of shape %s must lie in its storage of %d elements"
                            .formatted(Arrays.toString(shape), storage.count()));
        }
        if (count > Integer.MAX_VALUE / 8 || count > MAX_REPEAT * storage.count() + FREE_ELEMENTS) {
            throw new Damage("tensor must not be so large: " + Arrays.toString(shape));
        }
        view = new View(storage, offset, shape.clone(), stride.clone());
    }

    /** Element type in the file. */
    public DType dtype() throws FormatException {
        return view().storage().dtype();
    }

    /** Sizes, outermost first; empty for a number. */
    public long[] shape() throws FormatException {
        return view().shape().clone();
    }

    /**
     * All elements in row-major order, as singles.
     *
     * @throws FormatException if the file has no data for it
     */
    public float[] floats() throws FormatException {
        View v = view();
        DType dtype = v.storage().dtype();
        ByteBuffer bytes;
        try {
            bytes = v.storage().bytes();
        } catch (Damage e) {
            throw new FormatException("tensor", String.valueOf(e.getMessage()), e);
        }
        int size = dtype.bytes();
        int count = (int) (dtype.byteCount(v.shape()) / size);
        if (isContiguous(v)) {
            return Elements.floats(dtype, bytes.slice((int) v.offset() * size, count * size));
        }
        float[] values = new float[count];
        int at = 0;
        float[] all = count == 0 ? values : Elements.floats(dtype, span(v, bytes));
        long[] index = new long[v.shape().length];
        for (int i = 0; i < count; i++) {
            values[i] = all[at];
            at += step(v, index);
        }
        return values;
    }

    /** From the first element that the view sees to the last. */
    private static ByteBuffer span(View v, ByteBuffer bytes) {
        long elements = 1;
        for (int d = 0; d < v.shape().length; d++) {
            elements += (v.shape()[d] - 1) * v.stride()[d];
        }
        int size = v.storage().dtype().bytes();
        return bytes.slice((int) v.offset() * size, (int) elements * size);
    }

    /** Moves an index to the next element in row-major order; tells how far that is. */
    private static int step(View v, long[] index) {
        long distance = 0;
        for (int d = index.length - 1; d >= 0; d--) {
            distance += v.stride()[d];
            if (++index[d] < v.shape()[d]) {
                break;
            }
            distance -= index[d] * v.stride()[d];
            index[d] = 0;
        }
        return (int) distance;
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
        if (view == null) {
            throw new FormatException("tensor", "has neither shape nor data in the file");
        }
        return view;
    }
}

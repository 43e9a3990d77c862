package galatea.format.pickle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The calls of NumPy that make arrays and numbers. */
final class NumpyCalls {
    private static final long[] NUMBER = {};

    private final Source source;

    NumpyCalls(Source source) {
        this.source = source;
    }

    Object call(PickledName name, List<? extends @Nullable Object> arguments) {
        return switch (name.full()) {
            case "numpy.core.multiarray._reconstruct",
                    "numpy._core.multiarray._reconstruct",
                    "numpy.ndarray" ->
                    new StoredTensor(source.file());
            case "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar" ->
                    scalar(name, arguments);
            case "numpy.core.numeric._frombuffer", "numpy._core.numeric._frombuffer" ->
                    fromBuffer(name, arguments);
            default -> new PickledObject(name.full(), arguments);
        };
    }

    /** Fills an array with NumPy's (version, shape, type, whether in Fortran order, bytes). */
    void build(StoredTensor array, @Nullable Object state) {
        if (!(state instanceof List<?> parts) || parts.size() < 4 || parts.size() > 5) {
            return; // attributes of a Torch tensor
        }
        int first = parts.size() - 4; // very old arrays have no version
        byte[] bytes = bytes(parts.get(first + 3));
        if (bytes == null) {
            array.lack("array must be of numbers: of objects");
            return;
        }
        boolean fortran = Objects.equals(parts.get(first + 2), true);
        long[] shape = Containers.sizes(parts.get(first), source.budget());
        fill(array, parts.get(first + 1), shape, fortran, bytes);
    }

    /** (type, bytes). */
    private Object scalar(PickledName name, List<? extends @Nullable Object> arguments) {
        byte[] bytes = arguments.size() == 2 ? bytes(arguments.get(1)) : null;
        if (bytes != null && NumpyType.of(arguments.get(0)) != null) {
            StoredTensor number = new StoredTensor(source.file());
            fill(number, arguments.get(0), NUMBER, false, bytes);
            return number;
        }
        return new PickledObject(name.full(), arguments);
    }

    /** Protocol 5: (bytes, type, shape, 'C' or 'F'). */
    private Object fromBuffer(PickledName name, List<? extends @Nullable Object> arguments) {
        byte[] bytes = arguments.size() == 4 ? bytes(arguments.get(0)) : null;
        if (bytes != null) {
            StoredTensor array = new StoredTensor(source.file());
            long[] shape = Containers.sizes(arguments.get(2), source.budget());
            fill(array, arguments.get(1), shape, "F".equals(arguments.get(3)), bytes);
            return array;
        }
        return new PickledObject(name.full(), arguments);
    }

    private static void fill(
            StoredTensor array,
            @Nullable Object type,
            long[] shape,
            boolean fortran,
            byte[] bytes) {
        NumpyType numpy = NumpyType.of(type);
        if (numpy == null) {
            array.lack("array must be of real numbers: of another type");
            return;
        }
        Storage storage = Storage.of(numpy.encoding(), ByteBuffer.wrap(bytes), numpy.order());
        array.fill(storage, 0, shape, strides(shape, fortran));
        if (array.count() != storage.count()) {
            throw new Damage(
                    "array must have %d elements: %d".formatted(array.count(), storage.count()));
        }
    }

    private static long[] strides(long[] shape, boolean fortran) {
        long[] stride = new long[shape.length];
        long next = 1;
        for (int i = 0; i < shape.length; i++) {
            int d = fortran ? i : shape.length - 1 - i;
            stride[d] = next;
            if (shape[d] > 0 && next > Long.MAX_VALUE / shape[d]) {
                throw new Damage("shape must have at most 2^63 - 1 elements");
            }
            next *= Math.max(1, shape[d]);
        }
        return stride;
    }

    /** Bytes, or what Python 2 had for them: a text of Latin-1. */
    private byte @Nullable [] bytes(@Nullable Object value) {
        if (value instanceof String text) {
            source.budget().copy(text.length());
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
        return value instanceof byte[] bytes ? bytes : null;
    }
}

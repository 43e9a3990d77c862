package galatea.format.pickle;

import galatea.format.DType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pickled {@code numpy.dtype}.
 *
 * @param swapped whether the bytes are big-endian
 */
record NumpyType(DType dtype, boolean swapped) {
    private static final Map<String, DType> CODES =
            Map.of(
                    "f2", DType.F16, "f4", DType.F32, "f8", DType.F64, "i4", DType.I32, "i8",
                    DType.I64, "u1", DType.U8, "b1", DType.BOOL);

    /** The type, or null for one that is not of numbers known here. */
    static @Nullable NumpyType of(@Nullable Object type) {
        if (!(type instanceof PickledObject object)
                || !object.className().equals("numpy.dtype")
                || object.arguments().isEmpty()
                || !(object.arguments().get(0) instanceof String code)
                || !CODES.containsKey(code)) {
            return null;
        }
        boolean swapped =
                object.state() instanceof List<?> state
                        && state.size() > 1
                        && ">".equals(state.get(1));
        return new NumpyType(CODES.get(code), swapped);
    }

    byte[] littleEndian(byte[] bytes) {
        if (!swapped) {
            return bytes;
        }
        byte[] turned = new byte[bytes.length];
        int size = dtype.bytes();
        for (int i = 0; i < bytes.length / size * size; i++) {
            turned[i] = bytes[i / size * size + size - 1 - i % size];
        }
        return turned;
    }
}

package galatea.format.pickle;

import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pickled {@code numpy.dtype} of numbers. */
record NumpyType(Encoding encoding, ByteOrder order) {

    /** The type, or null for one that is not of numbers known here. */
    static @Nullable NumpyType of(@Nullable Object type) {
        if (!(type instanceof PickledObject object)
                || !object.className().equals("numpy.dtype")
                || object.arguments().isEmpty()
                || !(object.arguments().get(0) instanceof String code)) {
            return null;
        }
        Encoding encoding = Encoding.ofNumpy(code);
        return encoding == null ? null : new NumpyType(encoding, order(object.state()));
    }

    /** The state is (version, order, …). */
    private static ByteOrder order(@Nullable Object state) {
        boolean big =
                state instanceof List<?> parts && parts.size() > 1 && ">".equals(parts.get(1));
        return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }
}

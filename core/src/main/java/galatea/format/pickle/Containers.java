package galatea.format.pickle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists, tuples and dictionaries. A tuple is a list that cannot be changed. */
final class Containers {
    /** A key's tuples are compared again and again. */
    private static final int MAX_KEY_PARTS = 16;

    private Containers() {}

    static Map<@Nullable Object, @Nullable Object> dictionary() {
        return new LinkedHashMap<>();
    }

    static List<@Nullable Object> tuple(List<? extends @Nullable Object> values) {
        return Collections.unmodifiableList(values);
    }

    /** Whether a value can get more elements. */
    static boolean isList(@Nullable Object value) {
        return value instanceof ArrayList<?>;
    }

    /**
     * A key of a dictionary, checked: Python has no lists and dictionaries as keys either, and one
     * that contains itself has no hash code.
     */
    static @Nullable Object key(@Nullable Object key, Budget budget) {
        if (!isPlain(key)) {
            budget.structuredKey();
            hashableParts(key, 0);
        }
        return key;
    }

    private static boolean isPlain(@Nullable Object key) {
        return key == null
                || key instanceof String
                || key instanceof Long
                || key instanceof Double
                || key instanceof Boolean
                || key instanceof BigInteger;
    }

    /** Counts the parts of a key, and goes no deeper than there may be parts. */
    private static int hashableParts(@Nullable Object key, int before) {
        int parts = before + 1;
        if (key instanceof Map<?, ?> || isList(key) || parts > MAX_KEY_PARTS) {
            throw new Damage(
                    "key must be hashable and of at most %d parts: a %s"
                            .formatted(MAX_KEY_PARTS, key instanceof Map ? "dict" : "list"));
        }
        if (key instanceof List<?> tuple) {
            for (Object element : tuple) {
                parts = hashableParts(element, parts);
            }
        }
        return parts;
    }

    /** A tuple of whole numbers from 0, such as a shape. */
    static long[] sizes(@Nullable Object tuple, Budget budget) {
        if (!(tuple instanceof List<?> values)) {
            throw new Damage("shape must be a tuple");
        }
        if (values.size() > StoredTensor.MAX_DIMENSIONS) {
            throw new Damage(
                    "shape must have at most %d sizes: %d"
                            .formatted(StoredTensor.MAX_DIMENSIONS, values.size()));
        }
        budget.copy(16L * values.size());
        long[] sizes = new long[values.size()];
        for (int i = 0; i < sizes.length; i++) {
            if (!(values.get(i) instanceof Long size) || size < 0) {
                throw new Damage("shape and strides must be of whole numbers from 0");
            }
            sizes[i] = size;
        }
        return sizes;
    }
}

package galatea.format.pickle;

import galatea.format.DType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The persistent id of a storage: ('storage', class, key, place, count) and in old files a view.
 *
 * @param dtype null for a type that is not supported
 * @param key names the data in the file
 * @param count elements
 */
record StorageId(@Nullable DType dtype, String key, long count) {
    static StorageId of(@Nullable Object id) {
        if (id instanceof List<?> parts
                && parts.size() >= 5
                && "storage".equals(parts.get(0))
                && parts.get(1) instanceof PickledName type
                && parts.get(2) instanceof String key
                && parts.get(4) instanceof Long count
                && count >= 0) {
            if (parts.size() > 5 && parts.get(5) != null) {
                throw new Damage("storage must not be a view of another");
            }
            return new StorageId(KnownCalls.storageType(type), key, count);
        }
        throw new Damage("persistent id must be of a storage");
    }
}

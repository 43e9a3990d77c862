package galatea.format.pickle;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The persistent id of a storage: ('storage', class, key, place, count) and in old files a part.
 *
 * @param key names the data in the file
 * @param count elements
 * @param part null, or (key, first element, count) of the elements that are meant
 */
record StorageId(Encoding encoding, String key, long count, @Nullable List<?> part) {

    static StorageId of(@Nullable Object id) {
        if (id instanceof List<?> parts
                && parts.size() >= 5
                && "storage".equals(parts.get(0))
                && parts.get(1) instanceof PickledName type
                && parts.get(2) instanceof String key
                && parts.get(4) instanceof Long count) {
            return new StorageId(encoding(type), key, count, part(parts));
        }
        throw new Damage("persistent id must be ('storage', class, key, place, count)");
    }

    /**
     * The storage meant.
     *
     * @param known by key; a new one is added without its bytes
     */
    Storage in(Map<String, Storage> known) {
        Storage storage = known.computeIfAbsent(key, k -> Storage.promised(encoding, count));
        if (storage.encoding() != encoding || storage.count() != count) {
            throw new Damage(
                    "storage %s must be %d of %s everywhere: %d of %s"
                            .formatted(
                                    Damage.quote(key),
                                    storage.count(),
                                    storage.encoding(),
                                    count,
                                    encoding));
        }
        return part == null ? storage : part(storage, part);
    }

    private static Storage part(Storage storage, List<?> part) {
        if (part.size() == 3
                && part.get(1) instanceof Long first
                && part.get(2) instanceof Long size) {
            return storage.part(first, size);
        }
        throw new Damage("part of a storage must be (key, first, count)");
    }

    private static @Nullable List<?> part(List<?> parts) {
        return parts.size() > 5 && parts.get(5) instanceof List<?> part ? part : null;
    }

    private static Encoding encoding(PickledName type) {
        Encoding encoding = Encoding.ofStorage(type);
        if (encoding == null) {
            throw new Damage(
                    "storage must be of a known kind such as torch.FloatStorage: "
                            + Damage.quote(type.full()));
        }
        return encoding;
    }
}

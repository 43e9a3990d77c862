package galatea.format.pickle;

import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code torch.save} wrote before version 1.6, and still writes inside of pickles: four
 * pickles (magic number, protocol, system, object), a pickled list of keys, then for each key a
 * count and the raw elements.
 */
final class TorchStream {
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long PROTOCOL = 1001;

    private final ByteInput in;
    private final Source source;
    private final Map<String, Storage> storages = new HashMap<>();

    private TorchStream(ByteInput in, Source source) {
        this.in = in;
        this.source = source;
    }

    /** Whether the first pickle of a stream was the magic number. */
    static boolean isMagic(@Nullable Object first) {
        return MAGIC.equals(first);
    }

    /** Reads a whole stream. */
    static @Nullable Object read(ByteInput in, Source source) {
        TorchStream stream = new TorchStream(in, source);
        if (!isMagic(stream.pickle())) {
            throw new Damage("torch stream must begin with its magic number");
        }
        return stream.afterMagic();
    }

    /** Reads what follows the magic number. */
    static @Nullable Object readAfterMagic(ByteInput in, Source source) {
        return new TorchStream(in, source).afterMagic();
    }

    private @Nullable Object afterMagic() {
        if (!Long.valueOf(PROTOCOL).equals(pickle())) {
            throw new Damage("torch stream must have protocol " + PROTOCOL);
        }
        if (pickle() instanceof Map<?, ?> system
                && Boolean.FALSE.equals(system.get("little_endian"))) {
            throw new Damage("torch stream must be little-endian: big-endian");
        }
        Object root = pickle();
        if (!(pickle() instanceof List<?> keys)) {
            throw new Damage("torch stream must have a list of keys after its object");
        }
        for (Object key : keys) {
            fill(key);
        }
        return root;
    }

    private @Nullable Object pickle() {
        return new Machine(in, source, id -> StorageId.of(id).in(storages)).run();
    }

    private void fill(@Nullable Object key) {
        Storage storage = key instanceof String text ? storages.get(text) : null;
        if (storage == null || storage.isFilled()) {
            throw new Damage(
                    "key before byte %d must be of a storage named before, once"
                            .formatted(in.position()));
        }
        long count = in.int64();
        if (count != storage.count()) {
            throw new Damage(
                    "storage before byte %d must have %d elements: %d"
                            .formatted(in.position(), storage.count(), count));
        }
        storage.fill(in.slice(storage.byteCount()), ByteOrder.LITTLE_ENDIAN);
    }
}

package galatea.format.pickle;

import galatea.format.DType;
import java.math.BigInteger;
import java.util.LinkedHashMap;
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
    private final KnownCalls calls;
    private final Map<Object, Storage> storages = new LinkedHashMap<>();

    private TorchStream(ByteInput in, int depth) {
        this.in = in;
        this.calls = new KnownCalls(depth);
    }

    /** Whether the first pickle of a stream was the magic number. */
    static boolean isMagic(@Nullable Object first) {
        return MAGIC.equals(first);
    }

    /**
     * Reads a whole stream.
     *
     * @param depth how many streams it lies in
     */
    static @Nullable Object read(ByteInput in, int depth) {
        TorchStream stream = new TorchStream(in, depth);
        if (!isMagic(stream.pickle())) {
            throw new Damage("torch stream must begin with its magic number");
        }
        return stream.afterMagic();
    }

    /** Reads what follows the magic number. */
    static @Nullable Object readAfterMagic(ByteInput in) {
        return new TorchStream(in, 0).afterMagic();
    }

    private @Nullable Object afterMagic() {
        if (!Long.valueOf(PROTOCOL).equals(pickle())) {
            throw new Damage("torch stream must have protocol 1001");
        }
        if (pickle() instanceof Map<?, ?> system
                && Boolean.FALSE.equals(system.get("little_endian"))) {
            throw new Damage("torch stream must be little-endian");
        }
        Object root = pickle();
        if (!(pickle() instanceof List<?> keys)) {
            throw new Damage("torch stream must have a list of keys");
        }
        for (Object key : keys) {
            fill(key);
        }
        return root;
    }

    private @Nullable Object pickle() {
        return new Machine(in, calls, this::storage).run();
    }

    private Object storage(@Nullable Object id) {
        StorageId known = StorageId.of(id);
        if (known.dtype() == null) {
            return new PickledObject("storage", List.of());
        }
        DType dtype = known.dtype();
        return storages.computeIfAbsent(known.key(), key -> new Storage(dtype, known.count()));
    }

    private void fill(@Nullable Object key) {
        long count = in.int64();
        Storage storage = key == null ? null : storages.get(key);
        if (storage == null || count != storage.count()) {
            throw new Damage("storage must be named before its data, with its size");
        }
        storage.fill(in.slice(Math.multiplyExact(count, (long) storage.dtype().bytes())));
    }
}

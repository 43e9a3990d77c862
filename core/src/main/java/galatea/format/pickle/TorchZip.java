package galatea.format.pickle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** What {@code torch.save} writes since version 1.6: a zip of one pickle and a file per storage. */
final class TorchZip {
    private static final String INDEX = "/data.pkl";

    /** Entries are stored as they are; more than this factor is an attack. */
    private static final long MAX_RATIO = 200;

    private final ZipFile zip;
    private final String folder;
    private final Map<String, Storage> storages = new HashMap<>();

    private TorchZip(ZipFile zip, String folder) {
        this.zip = zip;
        this.folder = folder;
    }

    static @Nullable Object read(Path path) throws IOException {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            String index =
                    zip.stream()
                            .map(ZipEntry::getName)
                            .filter(name -> name.endsWith(INDEX))
                            .findFirst()
                            .orElseThrow(
                                    () -> new Damage("zip must have a data.pkl, as torch writes"));
            String folder = index.substring(0, index.length() - INDEX.length());
            return new TorchZip(zip, folder).root();
        }
    }

    private @Nullable Object root() throws IOException {
        if (zip.getEntry(folder + "/byteorder") != null
                && !new String(bytes("/byteorder"), StandardCharsets.UTF_8).equals("little")) {
            throw new Damage("torch file must be little-endian");
        }
        ByteInput index = new ByteInput(ByteBuffer.wrap(bytes(INDEX)));
        return new Machine(index, new KnownCalls(0), this::storage).run();
    }

    private Object storage(@Nullable Object id) {
        StorageId known = StorageId.of(id);
        if (known.dtype() == null) {
            return new PickledObject("storage", List.of());
        }
        Storage storage = storages.get(known.key());
        if (storage == null) {
            storage = new Storage(known.dtype(), known.count());
            try {
                storage.fill(ByteBuffer.wrap(bytes("/data/" + known.key())));
            } catch (IOException e) {
                throw new Damage("storage %s must be readable: %s".formatted(known.key(), e));
            }
            storages.put(known.key(), storage);
        }
        return storage;
    }

    private byte[] bytes(String name) throws IOException {
        ZipEntry entry = zip.getEntry(folder + name);
        if (entry == null) {
            throw new Damage("zip must have an entry " + folder + name);
        }
        long size = entry.getSize();
        long most = Math.min(Integer.MAX_VALUE - 8L, MAX_RATIO * entry.getCompressedSize());
        if (size < 0 || size > most) {
            throw new Damage("entry must have at most %d bytes: %d".formatted(most, size));
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readNBytes((int) size);
        }
    }
}

package galatea.format.pickle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** What {@code torch.save} writes since version 1.6: a zip of one pickle and a file per storage. */
final class TorchZip {
    private static final String INDEX = "/data.pkl";
    private static final int MAX_ORDER_BYTES = 64;

    /** Torch stores entries as they are; a compressed zip of weights is not much smaller. */
    private static final long MAX_RATIO = 16;

    private static final long FREE_BYTES = 16 << 20;
    private static final int MAX_ENTRY_BYTES = Integer.MAX_VALUE - 8;

    private final ZipFile zip;
    private final String file;
    private final String folder;
    private final Map<String, Storage> storages = new HashMap<>();
    private long bytesLeft;

    private TorchZip(ZipFile zip, Path path, String folder) throws IOException {
        this.zip = zip;
        this.file = path.toString();
        this.folder = folder;
        this.bytesLeft = FREE_BYTES + MAX_RATIO * Files.size(path);
    }

    /** Whether a zip is of this kind; false if it is damaged. */
    static boolean isTorch(Path path) throws IOException {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            return folder(zip).isPresent();
        } catch (java.util.zip.ZipException | IllegalArgumentException e) {
            return false;
        }
    }

    static @Nullable Object read(Path path) throws IOException {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            String folder =
                    folder(zip)
                            .orElseThrow(
                                    () -> new Damage("zip must have a data.pkl, as torch writes"));
            return new TorchZip(zip, path, folder).root();
        } catch (UncheckedIOException e) {
            throw new Damage("zip must be readable: " + e.getMessage());
        }
    }

    /** The top folder, which is named after the file as it was first saved. */
    private static Optional<String> folder(ZipFile zip) {
        return zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.endsWith(INDEX))
                .map(name -> name.substring(0, name.length() - INDEX.length()))
                .findFirst();
    }

    private @Nullable Object root() throws IOException {
        requireLittleEndian();
        byte[] index = bytes(INDEX);
        Source source = new Source(file, new Budget(index.length), 0);
        return new Machine(new ByteInput(ByteBuffer.wrap(index)), source, this::storage).run();
    }

    private void requireLittleEndian() throws IOException {
        ZipEntry entry = zip.getEntry(folder + "/byteorder");
        if (entry == null) {
            return;
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] word = in.readNBytes(MAX_ORDER_BYTES);
            String order = new String(word, StandardCharsets.US_ASCII).strip();
            if (!order.equals("little")) {
                throw new Damage("torch file must be little-endian: " + Damage.quote(order));
            }
        }
    }

    private Storage storage(@Nullable Object persistentId) {
        StorageId id = StorageId.of(persistentId);
        Storage storage = id.in(storages);
        Storage whole = storages.get(id.key());
        if (whole != null && !whole.isFilled()) {
            try {
                whole.fill(ByteBuffer.wrap(bytes("/data/" + id.key())), ByteOrder.LITTLE_ENDIAN);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return storage;
    }

    private byte[] bytes(String name) throws IOException {
        ZipEntry entry = zip.getEntry(folder + name);
        if (entry == null) {
            throw new Damage("zip must have the entry " + Damage.quote(folder + name));
        }
        long size = entry.getSize();
        if (size < 0 || size > Math.min(MAX_ENTRY_BYTES, bytesLeft)) {
            throw new Damage(
                    "entries must have fewer than 2^31 bytes and together at most %d times the file: %d"
                            .formatted(MAX_RATIO, size));
        }
        bytesLeft -= size;
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) size);
            if (bytes.length != size) {
                throw new Damage(
                        "entry %s must have %d bytes (truncated): %d"
                                .formatted(Damage.quote(name), size, bytes.length));
            }
            return bytes;
        }
    }
}

package galatea.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes safetensors files: a length, a JSON header, then the raw elements.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">The format</a>
 */
public final class SafetensorsWriter {

    private SafetensorsWriter() {}

    /**
     * Writes or replaces a file atomically; equal entries and metadata give equal bytes.
     *
     * @param entries in the order of the file; names must differ
     * @param metadata free texts by name, written in the map's order
     * @throws IllegalArgumentException if two names are equal or a supplier gives another number of
     *     bytes than its shape says
     * @throws IOException if the disk fails; the file is then as it was
     */
    public static void write(Path file, List<TensorEntry> entries, Map<String, String> metadata)
            throws IOException {
        requireDistinct(entries);
        AtomicFiles.writeChannel(
                file,
                channel -> {
                    byte[] header = SafetensorsHeader.format(entries, metadata);
                    writeFully(channel, length(header.length));
                    writeFully(channel, ByteBuffer.wrap(header));
                    for (TensorEntry entry : entries) {
                        writeFully(channel, data(entry));
                    }
                });
    }

    private static void requireDistinct(List<TensorEntry> entries) {
        Set<String> names = new HashSet<>();
        for (TensorEntry entry : entries) {
            if (!names.add(entry.name())) {
                throw new IllegalArgumentException("names must differ: " + entry.name());
            }
        }
    }

    private static ByteBuffer length(long value) {
        return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
    }

    private static ByteBuffer data(TensorEntry entry) {
        ByteBuffer data = entry.data().get();
        if (data.remaining() != entry.byteCount()) {
            throw new IllegalArgumentException(
                    "data of %s must have %d bytes: %d"
                            .formatted(entry.name(), entry.byteCount(), data.remaining()));
        }
        return data.duplicate();
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}

package galatea.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An opened safetensors file. The elements are memory-mapped: nothing is read until it is used, and
 * nothing needs closing.
 *
 * <p>Opening checks the whole header, so that a damaged or hostile file is refused at once.
 * Replacing the file as {@link AtomicFiles} does is harmless afterwards; changing it in place is
 * not. Safe for use by several threads.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">The format</a>
 */
public final class SafetensorsFile {

    private static final int MAX_HEADER_BYTES = 100_000_000;
    private static final long MAX_MAPPING_BYTES = 1L << 30;
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final Path path;
    private final Map<String, SafetensorsHeader.Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, ByteBuffer> data = new LinkedHashMap<>();
    private final Map<String, String> metadata;

    private SafetensorsFile(Path path, SafetensorsHeader header) {
        this.path = path;
        this.metadata = header.metadata();
        header.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
    }

    /**
     * Opens a file.
     *
     * @throws FormatException if it is not a safetensors file, or truncated, or its header has
     *     unknown types, duplicate names, or data that overlap or leave gaps
     */
    public static SafetensorsFile open(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            String name = path.toString();
            int length = headerLength(channel, name);
            long dataStart = Long.BYTES + (long) length;
            byte[] json = read(channel, Long.BYTES, length, name);
            SafetensorsHeader header =
                    SafetensorsHeader.parse(name, json, channel.size() - dataStart);
            SafetensorsFile file = new SafetensorsFile(path, header);
            file.map(channel, dataStart, header.tensors());
            return file;
        }
    }

    /** Names of the tensors in the order of their data. */
    public List<String> names() {
        return List.copyOf(tensors.keySet());
    }

    /** Whether the file has the tensor. */
    public boolean has(String name) {
        return tensors.containsKey(name);
    }

    /** Free texts of the header by name; empty if there are none. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Element type of a tensor. */
    public DType dtype(String name) {
        return tensor(name).dtype();
    }

    /** A copy of the sizes of a tensor, outermost first. */
    public long[] shape(String name) {
        return tensor(name).shape().clone();
    }

    /** The read-only little-endian elements of a tensor in C order, mapped and not copied. */
    public ByteBuffer data(String name) {
        tensor(name);
        ByteBuffer bytes = data.getOrDefault(name, EMPTY);
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The elements converted to singles; 64-bit values are rounded. */
    public float[] floats(String name) {
        return Elements.floats(dtype(name), data(name));
    }

    /** The elements converted to doubles; 64-bit integers are rounded. */
    public double[] doubles(String name) {
        return Elements.doubles(dtype(name), data(name));
    }

    /**
     * The elements of a tensor of integers.
     *
     * @throws IllegalArgumentException if its type is a floating-point type
     */
    public long[] longs(String name) {
        return Elements.longs(dtype(name), data(name));
    }

    private SafetensorsHeader.Tensor tensor(String name) {
        SafetensorsHeader.@Nullable Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("tensor must be in %s: %s".formatted(path, name));
        }
        return tensor;
    }

    /** Maps runs of tensors of up to a gigabyte, since a mapping has fewer than 2^31 bytes. */
    private void map(FileChannel channel, long dataStart, List<SafetensorsHeader.Tensor> ordered)
            throws IOException {
        int first = 0;
        while (first < ordered.size()) {
            long begin = ordered.get(first).begin();
            int last = first;
            while (last + 1 < ordered.size()
                    && ordered.get(last + 1).end() - begin <= MAX_MAPPING_BYTES) {
                last++;
            }
            long size = ordered.get(last).end() - begin;
            ByteBuffer run = channel.map(FileChannel.MapMode.READ_ONLY, dataStart + begin, size);
            for (SafetensorsHeader.Tensor tensor : ordered.subList(first, last + 1)) {
                int start = (int) (tensor.begin() - begin);
                data.put(tensor.name(), run.slice(start, (int) (tensor.end() - tensor.begin())));
            }
            first = last + 1;
        }
    }

    private static int headerLength(FileChannel channel, String name) throws IOException {
        byte[] field = read(channel, 0, Long.BYTES, name);
        long length = ByteBuffer.wrap(field).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > MAX_HEADER_BYTES) {
            throw new FormatException(
                    name,
                    "safetensors header must have 2 to %d bytes: %s; the file is of another kind"
                            .formatted(MAX_HEADER_BYTES, Long.toUnsignedString(length)));
        }
        return (int) length;
    }

    private static byte[] read(FileChannel channel, long position, int count, String name)
            throws IOException {
        if (channel.size() - position < count) {
            throw new FormatException(
                    name,
                    "safetensors header must have %d bytes after byte %d (truncated): %d"
                            .formatted(count, position, Math.max(0, channel.size() - position)));
        }
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new FormatException(name, "file became shorter while it was read");
            }
        }
        return bytes.array();
    }
}

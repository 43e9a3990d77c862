package galatea.format.pickle;

import galatea.format.DType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The elements behind one or more tensors; in a stream their bytes follow later. */
final class Storage {
    private final DType dtype;
    private final long count;
    private @Nullable ByteBuffer bytes;

    /**
     * @param count elements that the file promises
     */
    Storage(DType dtype, long count) {
        this.dtype = dtype;
        this.count = count;
    }

    /** With all its bytes, little-endian. */
    static Storage of(DType dtype, ByteBuffer bytes) {
        Storage storage = new Storage(dtype, bytes.remaining() / dtype.bytes());
        storage.fill(bytes);
        return storage;
    }

    DType dtype() {
        return dtype;
    }

    long count() {
        return count;
    }

    void fill(ByteBuffer content) {
        if (content.remaining() != count * dtype.bytes()) {
            throw new Damage(
                    "storage must have %d bytes: %d"
                            .formatted(count * dtype.bytes(), content.remaining()));
        }
        bytes = content;
    }

    ByteBuffer bytes() {
        if (bytes == null) {
            throw new Damage("storage must have data in the file: none");
        }
        return bytes;
    }
}

package galatea.format.pickle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The elements behind one or more tensors; in a stream their bytes follow later. */
final class Storage {
    private final Encoding encoding;
    private final long count;
    private final @Nullable Storage whole;
    private final long offset;
    private @Nullable ByteBuffer bytes;

    private Storage(Encoding encoding, long count, @Nullable Storage whole, long offset) {
        this.encoding = encoding;
        this.count = count;
        this.whole = whole;
        this.offset = offset;
    }

    /**
     * @param count elements that the file promises
     */
    static Storage promised(Encoding encoding, long count) {
        if (count < 0 || count > Integer.MAX_VALUE / encoding.bytes()) {
            throw new Damage("storage must have 0 to 2^31 - 1 bytes: %d elements".formatted(count));
        }
        return new Storage(encoding, count, null, 0);
    }

    /** With all its bytes. */
    static Storage of(Encoding encoding, ByteBuffer bytes, ByteOrder order) {
        Storage storage = promised(encoding, bytes.remaining() / encoding.bytes());
        storage.fill(bytes, order);
        return storage;
    }

    /** Some of the elements, as very old files have it. */
    Storage part(long first, long size) {
        if (first < 0 || size < 0 || first > count || size > count - first) {
            throw new Damage(
                    "part of a storage must lie in its %d elements: %d from %d"
                            .formatted(count, size, first));
        }
        return new Storage(encoding, size, this, first);
    }

    /** The same bytes as elements of another kind. */
    Storage as(Encoding other) {
        if (bytes == null) {
            throw new Damage("untyped storage must have its data before its tensors");
        }
        ByteBuffer whole = bytes.slice(0, bytes.limit() / other.bytes() * other.bytes());
        return of(other, whole, bytes.order());
    }

    Encoding encoding() {
        return encoding;
    }

    long count() {
        return count;
    }

    boolean isFilled() {
        return bytes != null;
    }

    long byteCount() {
        return count * encoding.bytes();
    }

    void fill(ByteBuffer content, ByteOrder order) {
        if (content.remaining() != byteCount()) {
            throw new Damage(
                    "storage must have %d bytes: %d".formatted(byteCount(), content.remaining()));
        }
        bytes = content.slice().order(order);
    }

    /** The bytes, in their order, never to be moved in; null if the file lacks them. */
    @Nullable ByteBuffer bytes() {
        if (whole == null) {
            return bytes;
        }
        ByteBuffer all = whole.bytes();
        return all == null
                ? null
                : all.slice((int) offset * encoding.bytes(), (int) byteCount()).order(all.order());
    }
}

package galatea.format.pickle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The bytes of a stream from front to back; every length is checked before it is believed. */
final class ByteInput {
    private static final int MAX_LINE = 1 << 16;

    private final ByteBuffer bytes;

    ByteInput(ByteBuffer bytes) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    int position() {
        return bytes.position();
    }

    int remaining() {
        return bytes.remaining();
    }

    int unsignedByte() {
        return require(1).get() & 0xff;
    }

    int unsignedShort() {
        return require(2).getShort() & 0xffff;
    }

    int int32() {
        return require(4).getInt();
    }

    long unsignedInt() {
        return int32() & 0xffffffffL;
    }

    long int64() {
        return require(8).getLong();
    }

    double bigEndianDouble() {
        return Double.longBitsToDouble(Long.reverseBytes(int64()));
    }

    /** A view of the next bytes. */
    ByteBuffer slice(long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new Damage(
                    "length at byte %d must be in [0, %d], what is left of it: %d"
                            .formatted(bytes.position(), bytes.remaining(), length));
        }
        ByteBuffer slice = bytes.slice(bytes.position(), (int) length);
        bytes.position(bytes.position() + (int) length);
        return slice.order(ByteOrder.LITTLE_ENDIAN);
    }

    byte[] array(long length) {
        ByteBuffer slice = slice(length);
        byte[] array = new byte[slice.remaining()];
        slice.get(array);
        return array;
    }

    String text(long length, Charset charset) {
        return new String(array(length), charset);
    }

    /** Up to the next line feed, which is consumed and left out. */
    String line() {
        int start = bytes.position();
        int end = start;
        while (end < bytes.limit() && bytes.get(end) != '\n' && end - start < MAX_LINE) {
            end++;
        }
        if (end == bytes.limit() || bytes.get(end) != '\n') {
            throw new Damage("line at byte %d must end".formatted(start));
        }
        String line = text(end - start, StandardCharsets.UTF_8);
        bytes.get();
        return line;
    }

    private ByteBuffer require(int count) {
        if (bytes.remaining() < count) {
            throw new Damage("is truncated at byte %d".formatted(bytes.limit()));
        }
        return bytes;
    }
}

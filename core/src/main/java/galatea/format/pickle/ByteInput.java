package galatea.format.pickle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;

/** The bytes of a stream from front to back; every length is checked before it is believed. */
final class ByteInput {
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

    /** A length that must not exceed what is left. */
    long checked(long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new Damage(
                    "length before byte %d must be in [0, %d], what is left (truncated?): %s"
                            .formatted(
                                    bytes.position(),
                                    bytes.remaining(),
                                    Long.toUnsignedString(length)));
        }
        return length;
    }

    /** A view of the next bytes. */
    ByteBuffer slice(long length) {
        int size = (int) checked(length);
        ByteBuffer slice = bytes.slice(bytes.position(), size);
        bytes.position(bytes.position() + size);
        return slice.order(ByteOrder.LITTLE_ENDIAN);
    }

    byte[] array(long length) {
        byte[] array = new byte[(int) checked(length)];
        bytes.get(array);
        return array;
    }

    String text(long length, Charset charset) {
        return new String(array(length), charset);
    }

    /** Up to the next line feed, which is consumed and left out. */
    String line(Charset charset) {
        int start = bytes.position();
        int end = start;
        while (end < bytes.limit() && bytes.get(end) != '\n') {
            end++;
        }
        if (end == bytes.limit()) {
            throw new Damage(
                    "line from byte %d must end: truncated at byte %d".formatted(start, end));
        }
        String line = text(end - start, charset);
        bytes.get();
        return line;
    }

    private ByteBuffer require(int count) {
        if (bytes.remaining() < count) {
            throw new Damage("truncated at byte %d".formatted(bytes.limit()));
        }
        return bytes;
    }
}

package galatea.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads the fields of one protocol buffers message; what lies outside it is never touched. */
final class ProtoReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final String file;
    private final ByteBuffer data;
    private int field;
    private int wire;

    /**
     * Reads a message.
     *
     * @param file name for messages
     * @param data the message, from position to limit
     */
    ProtoReader(String file, ByteBuffer data) {
        this.file = file;
        this.data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Goes to the next field; false at the end. */
    boolean next() throws FormatException {
        if (!data.hasRemaining()) {
            return false;
        }
        long key = varint();
        field = (int) (key >>> 3);
        wire = (int) (key & 7);
        if (field < 1 || key >>> 32 != 0) {
            throw damaged("field numbers must be in [1, 2^29 - 1]: " + (key >>> 3));
        }
        return true;
    }

    /** Number of the field. */
    int field() {
        return field;
    }

    /** Steps over the value. */
    void skip() throws FormatException {
        switch (wire) {
            case VARINT -> varint();
            case FIXED64 -> take(Long.BYTES);
            case BYTES -> take(length());
            case FIXED32 -> take(Integer.BYTES);
            default -> throw damaged("wire types must be 0, 1, 2 or 5: " + wire);
        }
    }

    /** A whole number. */
    long integer() throws FormatException {
        requireWire(VARINT);
        return varint();
    }

    /** A single. */
    float single() throws FormatException {
        requireWire(FIXED32);
        return take(Float.BYTES).getFloat(0);
    }

    /** A text. */
    String text() throws FormatException {
        return StandardCharsets.UTF_8.decode(bytes()).toString();
    }

    /** A message inside this one. */
    ProtoReader message() throws FormatException {
        return new ProtoReader(file, bytes());
    }

    /** Bytes, not copied. */
    ByteBuffer bytes() throws FormatException {
        requireWire(BYTES);
        return take(length());
    }

    /** Adds the whole numbers of a repeated field, packed or one by one. */
    void integers(LongList list) throws FormatException {
        if (wire != BYTES) {
            list.add(integer());
            return;
        }
        ProtoReader packed = new ProtoReader(file, bytes());
        while (packed.data.hasRemaining()) {
            list.add(packed.varint());
        }
    }

    /**
     * Numbers of fixed width of a repeated field, packed or one by one.
     *
     * @param width bytes of one
     */
    ByteBuffer fixed(int width) throws FormatException {
        if (wire != BYTES) {
            requireWire(width == Long.BYTES ? FIXED64 : FIXED32);
            return take(width);
        }
        ByteBuffer packed = bytes();
        if (packed.remaining() % width != 0) {
            throw damaged("numbers must have %d bytes each".formatted(width));
        }
        return packed;
    }

    private void requireWire(int wanted) throws FormatException {
        if (wire != wanted) {
            throw damaged("field %d must have wire type %d: %d".formatted(field, wanted, wire));
        }
    }

    private int length() throws FormatException {
        long length = varint();
        if (length < 0 || length > data.remaining()) {
            throw damaged(
                    "length must be at most %d: %s"
                            .formatted(data.remaining(), Long.toUnsignedString(length)));
        }
        return (int) length;
    }

    private ByteBuffer take(int count) throws FormatException {
        if (count > data.remaining()) {
            throw damaged("%d bytes must follow: %d".formatted(count, data.remaining()));
        }
        ByteBuffer part = data.slice(data.position(), count).order(ByteOrder.LITTLE_ENDIAN);
        data.position(data.position() + count);
        return part;
    }

    private long varint() throws FormatException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (!data.hasRemaining()) {
                throw damaged("a number is cut off");
            }
            byte next = data.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged("numbers must have at most 10 bytes");
    }

    /** A failure of this file. */
    FormatException damaged(String message) {
        return new FormatException(file, "not a whole protocol buffers file: " + message);
    }
}

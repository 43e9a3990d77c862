package galatea.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** TensorProto: a constant of an ONNX file. */
final class OnnxTensorReader {
    private static final int MOST_DIMENSIONS = 8;
    private static final int EXTERNAL = 1; // data_location

    private final ProtoReader in;
    private final ByteArrayOutputStream fixed = new ByteArrayOutputStream();
    private String name = "";
    private final LongList sizes = new LongList();
    private final LongList integers = new LongList(); // int32_data or int64_data
    private long type;
    private @Nullable ByteBuffer raw;

    private OnnxTensorReader(ProtoReader in) {
        this.in = in;
    }

    /**
     * A constant.
     *
     * @param name of the value
     * @param array its elements
     */
    record Named(String name, NpyArray array) {}

    /** Reads one; elements in bulk are not copied. */
    static Named read(ProtoReader in) throws FormatException {
        OnnxTensorReader reader = new OnnxTensorReader(in);
        while (in.next()) {
            reader.field();
        }
        return new Named(reader.name, reader.array());
    }

    private void field() throws FormatException {
        switch (in.field()) {
            case 1 -> in.integers(sizes);
            case 2 -> type = in.integer();
            case 4 -> append(in.fixed(Float.BYTES));
            case 5, 7 -> in.integers(integers);
            case 8 -> name = in.text();
            case 9 -> raw = in.bytes();
            case 10 -> append(in.fixed(Double.BYTES));
            case 14 -> requireInside(in.integer());
            default -> in.skip();
        }
    }

    private void append(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        fixed.writeBytes(copy);
    }

    private void requireInside(long location) throws FormatException {
        if (location == EXTERNAL) {
            throw wrong("must lie in the file itself: in another file");
        }
    }

    private NpyArray array() throws FormatException {
        DType dtype = dtype();
        if (sizes.size() > MOST_DIMENSIONS) {
            throw wrong(
                    "must have at most %d dimensions: %d".formatted(MOST_DIMENSIONS, sizes.size()));
        }
        try {
            return new NpyArray(dtype, sizes.toArray(), data(dtype));
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private ByteBuffer data(DType dtype) {
        if (raw != null) {
            return raw;
        }
        if (fixed.size() > 0) {
            return ByteBuffer.wrap(fixed.toByteArray());
        }
        return switch (dtype) {
            case I64 -> Elements.bytes(integers.toArray());
            case I32 ->
                    Elements.bytes(
                            Arrays.stream(integers.toArray()).mapToInt(v -> (int) v).toArray());
            case F16, BF16 -> shorts();
            case U8, BOOL -> bytes();
            case F32, F64 -> ByteBuffer.allocate(0);
        };
    }

    /** Bits of halves, one in each number. */
    private ByteBuffer shorts() {
        ByteBuffer bytes = Elements.halves(new float[integers.size()]);
        for (int i = 0; i < integers.size(); i++) {
            bytes.putShort(i * Short.BYTES, (short) integers.get(i));
        }
        return bytes;
    }

    private ByteBuffer bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(integers.size());
        for (int i = 0; i < integers.size(); i++) {
            bytes.put(i, (byte) integers.get(i));
        }
        return bytes;
    }

    /** TensorProto.DataType. */
    private DType dtype() throws FormatException {
        return switch ((int) type) {
            case 1 -> DType.F32;
            case 2 -> DType.U8;
            case 6 -> DType.I32;
            case 7 -> DType.I64;
            case 9 -> DType.BOOL;
            case 10 -> DType.F16;
            case 11 -> DType.F64;
            case 16 -> DType.BF16;
            default ->
                    throw wrong(
                            "must have type 1, 2, 6, 7, 9, 10, 11 or 16 (float32, uint8, int32,"
                                    + " int64, bool, float16, float64, bfloat16): "
                                    + type);
        };
    }

    private FormatException wrong(String message) {
        return in.damaged("tensor \"%s\" %s".formatted(name, message));
    }
}

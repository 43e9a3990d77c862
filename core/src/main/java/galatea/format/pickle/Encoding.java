package galatea.format.pickle;

import galatea.format.DType;
import galatea.format.Elements;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How elements lie in a file, with the names of Torch and NumPy for each way. */
enum Encoding {
    FLOAT32(DType.F32, 4),
    FLOAT64(DType.F64, 8),
    FLOAT16(DType.F16, 2),
    BFLOAT16(DType.BF16, 2),
    INT64(DType.I64, 8),
    INT32(DType.I32, 4),
    INT16(DType.I32, 2),
    INT8(DType.I32, 1),
    UINT64(DType.I64, 8),
    UINT32(DType.I64, 4),
    UINT16(DType.I32, 2),
    UINT8(DType.U8, 1),
    BOOL(DType.BOOL, 1),
    /** Pairs and quantised numbers: skipped, never read. */
    COMPLEX64(null, 8),
    COMPLEX128(null, 16),
    QUANTISED32(null, 4),
    QUANTISED8(null, 1);

    private static final Map<String, Encoding> STORAGES =
            Map.ofEntries(
                    Map.entry("FloatStorage", FLOAT32),
                    Map.entry("DoubleStorage", FLOAT64),
                    Map.entry("HalfStorage", FLOAT16),
                    Map.entry("BFloat16Storage", BFLOAT16),
                    Map.entry("LongStorage", INT64),
                    Map.entry("IntStorage", INT32),
                    Map.entry("ShortStorage", INT16),
                    Map.entry("CharStorage", INT8),
                    Map.entry("ByteStorage", UINT8),
                    Map.entry("UntypedStorage", UINT8),
                    Map.entry("BoolStorage", BOOL),
                    Map.entry("ComplexFloatStorage", COMPLEX64),
                    Map.entry("ComplexDoubleStorage", COMPLEX128),
                    Map.entry("QInt32Storage", QUANTISED32),
                    Map.entry("QInt8Storage", QUANTISED8),
                    Map.entry("QUInt8Storage", QUANTISED8));

    private static final Map<String, Encoding> NUMPY =
            Map.ofEntries(
                    Map.entry("f4", FLOAT32),
                    Map.entry("f8", FLOAT64),
                    Map.entry("f2", FLOAT16),
                    Map.entry("i8", INT64),
                    Map.entry("i4", INT32),
                    Map.entry("i2", INT16),
                    Map.entry("i1", INT8),
                    Map.entry("u8", UINT64),
                    Map.entry("u4", UINT32),
                    Map.entry("u2", UINT16),
                    Map.entry("u1", UINT8),
                    Map.entry("b1", BOOL));

    private static final Map<String, Encoding> TORCH =
            Map.ofEntries(
                    Map.entry("float32", FLOAT32),
                    Map.entry("float64", FLOAT64),
                    Map.entry("float16", FLOAT16),
                    Map.entry("bfloat16", BFLOAT16),
                    Map.entry("int64", INT64),
                    Map.entry("int32", INT32),
                    Map.entry("int16", INT16),
                    Map.entry("int8", INT8),
                    Map.entry("uint64", UINT64),
                    Map.entry("uint32", UINT32),
                    Map.entry("uint16", UINT16),
                    Map.entry("uint8", UINT8),
                    Map.entry("bool", BOOL));

    private final @Nullable DType dtype;
    private final int bytes;

    Encoding(@Nullable DType dtype, int bytes) {
        this.dtype = dtype;
        this.bytes = bytes;
    }

    /** The plain encoding of a type. */
    static Encoding of(DType type) {
        for (Encoding encoding : values()) {
            if (encoding.dtype == type && encoding.bytes == type.bytes()) {
                return encoding;
            }
        }
        throw new IllegalStateException("Bug: no encoding of " + type);
    }

    /** Of a storage class such as {@code torch.cuda.FloatStorage}; null if not known. */
    static @Nullable Encoding ofStorage(PickledName name) {
        String module = name.module();
        boolean torch = module.equals("torch") || module.startsWith("torch.");
        return torch ? STORAGES.get(name.name()) : null;
    }

    /** Of a code such as {@code f4}; null if it is not of numbers known here. */
    static @Nullable Encoding ofNumpy(String code) {
        return NUMPY.get(code);
    }

    /** Of a name such as {@code torch.float32}; null if it is not of numbers known here. */
    static @Nullable Encoding ofTorch(PickledName name) {
        return name.module().equals("torch") ? TORCH.get(name.name()) : null;
    }

    /** The narrowest type of Galatea that holds these numbers; null if none does. */
    @Nullable DType dtype() {
        return dtype;
    }

    int bytes() {
        return bytes;
    }

    /** Whether the elements lie in the file as the type of Galatea does. */
    boolean isDirect() {
        return dtype != null && dtype.bytes() == bytes && this != UINT64;
    }

    /** One element as a single, in the byte order of the buffer. */
    float at(ByteBuffer data, int position) {
        return switch (this) {
            case FLOAT32 -> data.getFloat(position);
            case FLOAT64 -> (float) data.getDouble(position);
            case FLOAT16 -> Elements.halfToFloat(data.getShort(position));
            case BFLOAT16 -> Float.intBitsToFloat(data.getShort(position) << 16);
            case UINT64 -> unsigned(data.getLong(position));
            case INT64, INT32, INT16, INT8, UINT32, UINT16, UINT8, BOOL -> integer(data, position);
            case COMPLEX64, COMPLEX128, QUANTISED32, QUANTISED8 ->
                    throw new IllegalStateException("elements must be real numbers: " + this);
        };
    }

    private float integer(ByteBuffer data, int position) {
        return switch (this) {
            case INT64 -> data.getLong(position);
            case INT32 -> data.getInt(position);
            case INT16 -> data.getShort(position);
            case INT8 -> data.get(position);
            case UINT32 -> data.getInt(position) & 0xffffffffL;
            case UINT16 -> data.getShort(position) & 0xffff;
            case UINT8 -> data.get(position) & 0xff;
            default -> data.get(position) == 0 ? 0 : 1;
        };
    }

    private static float unsigned(long value) {
        return value >= 0 ? value : 2 * (float) ((value >>> 1) | (value & 1));
    }
}

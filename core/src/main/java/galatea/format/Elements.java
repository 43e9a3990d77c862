package galatea.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Conversions between little-endian bytes and Java arrays. */
public final class Elements {

    private Elements() {}

    /** All elements as singles; 64-bit values are rounded, booleans give 0 and 1. */
    public static float[] floats(DType type, ByteBuffer data) {
        ByteBuffer bytes = littleEndian(data);
        float[] values = new float[bytes.remaining() / type.bytes()];
        if (type == DType.F32) {
            bytes.asFloatBuffer().get(values);
            return values;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = isInteger(type) ? longAt(type, bytes, i) : (float) realAt(type, bytes, i);
        }
        return values;
    }

    /** All elements as doubles; 64-bit integers are rounded, booleans give 0 and 1. */
    public static double[] doubles(DType type, ByteBuffer data) {
        ByteBuffer bytes = littleEndian(data);
        double[] values = new double[bytes.remaining() / type.bytes()];
        for (int i = 0; i < values.length; i++) {
            values[i] = isInteger(type) ? longAt(type, bytes, i) : realAt(type, bytes, i);
        }
        return values;
    }

    /**
     * All elements as integers.
     *
     * @throws IllegalArgumentException if the type is a floating-point type
     */
    public static long[] longs(DType type, ByteBuffer data) {
        if (!isInteger(type)) {
            throw new IllegalArgumentException("type must be I64, I32, U8 or BOOL: " + type);
        }
        ByteBuffer bytes = littleEndian(data);
        long[] values = new long[bytes.remaining() / type.bytes()];
        for (int i = 0; i < values.length; i++) {
            values[i] = longAt(type, bytes, i);
        }
        return values;
    }

    /** Little-endian bytes of singles, in a new buffer ready to be read. */
    public static ByteBuffer bytes(float... values) {
        ByteBuffer bytes = allocate(values.length, Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }

    /** Little-endian bytes of doubles, in a new buffer ready to be read. */
    public static ByteBuffer bytes(double... values) {
        ByteBuffer bytes = allocate(values.length, Double.BYTES);
        bytes.asDoubleBuffer().put(values);
        return bytes;
    }

    /** Little-endian bytes of 64-bit integers, in a new buffer ready to be read. */
    public static ByteBuffer bytes(long... values) {
        ByteBuffer bytes = allocate(values.length, Long.BYTES);
        bytes.asLongBuffer().put(values);
        return bytes;
    }

    /** Little-endian bytes of 32-bit integers, in a new buffer ready to be read. */
    public static ByteBuffer bytes(int... values) {
        ByteBuffer bytes = allocate(values.length, Integer.BYTES);
        bytes.asIntBuffer().put(values);
        return bytes;
    }

    /**
     * Little-endian bytes of halves, in a new buffer ready to be read. Each value becomes the
     * nearest half, the even one of two equally near; from 65520 on it becomes infinite.
     */
    public static ByteBuffer halves(float... values) {
        ByteBuffer bytes = allocate(values.length, Short.BYTES);
        for (int i = 0; i < values.length; i++) {
            bytes.putShort(i * Short.BYTES, floatToHalf(values[i]));
        }
        return bytes;
    }

    /** The IEEE 754 half nearest to a value, ties to even. */
    static short floatToHalf(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        float size = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | 0x7e00);
        }
        if (size < 0x1p-14f) { // zero and subnormals: multiples of 2^-24
            return (short) (sign | (int) Math.rint(size * 0x1p24));
        }
        if (size >= 65520) {
            return (short) (sign | 0x7c00);
        }
        int magnitude = (bits & 0x7fffffff) - ((127 - 15) << 23);
        int odd = (magnitude >>> 13) & 1; // a carry out of the fraction raises the exponent
        return (short) (sign | ((magnitude + 0xfff + odd) >>> 13));
    }

    /** The value of an IEEE 754 half. */
    public static float halfToFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half >> 10 & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0) { // zero and subnormals: fraction x 2^-24
            return Float.intBitsToFloat(sign | Float.floatToRawIntBits(fraction * 0x1p-24f));
        }
        int wide = exponent == 31 ? 0xff : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }

    private static ByteBuffer allocate(int count, int size) {
        return ByteBuffer.allocate(Math.multiplyExact(count, size)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer littleEndian(ByteBuffer data) {
        return data.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static boolean isInteger(DType type) {
        return switch (type) {
            case I64, I32, U8, BOOL -> true;
            case F32, F64, F16, BF16 -> false;
        };
    }

    private static long longAt(DType type, ByteBuffer bytes, int index) {
        return switch (type) {
            case I64 -> bytes.getLong(index * Long.BYTES);
            case I32 -> bytes.getInt(index * Integer.BYTES);
            case U8 -> bytes.get(index) & 0xff;
            case BOOL -> bytes.get(index) == 0 ? 0 : 1;
            case F32, F64, F16, BF16 -> throw new IllegalArgumentException("not an integer type");
        };
    }

    private static double realAt(DType type, ByteBuffer bytes, int index) {
        return switch (type) {
            case F32 -> bytes.getFloat(index * Float.BYTES);
            case F64 -> bytes.getDouble(index * Double.BYTES);
            case F16 -> halfToFloat(bytes.getShort(index * Short.BYTES));
            case BF16 -> Float.intBitsToFloat(bytes.getShort(index * Short.BYTES) << 16);
            case I64, I32, U8, BOOL -> throw new IllegalArgumentException("not a real type");
        };
    }
}

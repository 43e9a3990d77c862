package galatea.format;

import java.util.Arrays;
import java.util.Optional;

/** Element types of the tensors that Galatea reads and writes. Data are little-endian. */
public enum DType {
    /** IEEE 754 single precision. */
    F32(4, "f4"),
    /** IEEE 754 double precision. */
    F64(8, "f8"),
    /** IEEE 754 half precision. */
    F16(2, "f2"),
    /** The upper half of a single: 8 exponent bits, 7 fraction bits. NumPy has no such type. */
    BF16(2, ""),
    /** Signed 64-bit integer. */
    I64(8, "i8"),
    /** Signed 32-bit integer. */
    I32(4, "i4"),
    /** Unsigned byte. */
    U8(1, "u1"),
    /** One byte, 0 or 1. */
    BOOL(1, "b1");

    private final int bytes;
    private final String npyCode;

    DType(int bytes, String npyCode) {
        this.bytes = bytes;
        this.npyCode = npyCode;
    }

    /** Bytes per element. */
    public int bytes() {
        return bytes;
    }

    /** NumPy's code without the byte order, for example {@code f4}; empty if NumPy has none. */
    String npyCode() {
        return npyCode;
    }

    static Optional<DType> ofNpyCode(String code) {
        for (DType type : values()) {
            if (!type.npyCode.isEmpty() && type.npyCode.equals(code)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    static Optional<DType> ofName(String name) {
        for (DType type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /**
     * Bytes that a tensor of this type and shape takes.
     *
     * @throws IllegalArgumentException if a size is negative or the product exceeds 64 bits
     */
    public long byteCount(long[] shape) {
        try {
            return Math.multiplyExact(elementCount(shape), bytes);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "shape must have fewer than 2^63 bytes: " + Arrays.toString(shape), e);
        }
    }

    private static long elementCount(long[] shape) {
        long count = 1;
        boolean empty = false;
        for (long size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("size must be at least 0: " + size);
            }
            empty |= size == 0;
            count = Math.multiplyExact(count, Math.max(size, 1));
        }
        return empty ? 0 : count;
    }
}

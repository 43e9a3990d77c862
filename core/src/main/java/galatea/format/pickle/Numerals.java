package galatea.format.pickle;

import java.math.BigInteger;

/** Numbers as pickles spell them. */
final class Numerals {
    private static final int MAX_BYTES = 1024;
    private static final int MAX_DIGITS = 2 * MAX_BYTES;

    private Numerals() {}

    /** Little-endian, in two's complement; none are 0. */
    static Object integer(ByteInput in, long length) {
        if (length > MAX_BYTES) {
            throw new Damage("integer must have at most %d bytes: %d".formatted(MAX_BYTES, length));
        }
        byte[] littleEndian = in.array(length);
        byte[] bigEndian = new byte[littleEndian.length + 1];
        int last = littleEndian.length;
        bigEndian[0] = (byte) (last > 0 && littleEndian[last - 1] < 0 ? -1 : 0);
        for (int i = 0; i < last; i++) {
            bigEndian[last - i] = littleEndian[i];
        }
        return plain(new BigInteger(bigEndian));
    }

    /** Decimal digits; 00 and 01 are how protocols 0 and 1 spell False and True. */
    static Object decimalOrBoolean(String text) {
        return text.equals("00") || text.equals("01") ? (Object) text.equals("01") : decimal(text);
    }

    /** Decimal digits, perhaps with an L behind them. */
    static Object decimal(String text) {
        String digits = text.endsWith("L") ? text.substring(0, text.length() - 1) : text;
        if (digits.length() > MAX_DIGITS) {
            throw new Damage(
                    "integer must have at most %d digits: %d"
                            .formatted(MAX_DIGITS, digits.length()));
        }
        try {
            return plain(new BigInteger(digits.strip()));
        } catch (NumberFormatException e) {
            throw new Damage("integer must be digits: " + Damage.quote(text));
        }
    }

    /** The decimal index of a remembered value. */
    static long index(String text) {
        if (decimal(text) instanceof Long index && index >= 0) {
            return index;
        }
        throw new Damage("index must be at least 0: " + Damage.quote(text));
    }

    /** As Python's repr writes it. */
    static double real(String text) {
        String word = text.strip();
        try {
            return switch (word) {
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                case "nan" -> Double.NaN;
                default -> Double.parseDouble(word.length() > MAX_DIGITS ? "too long" : word);
            };
        } catch (NumberFormatException e) {
            throw new Damage("number must be decimal: " + Damage.quote(text));
        }
    }

    private static Object plain(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }
}

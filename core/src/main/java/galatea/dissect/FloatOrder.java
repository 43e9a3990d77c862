package galatea.dissect;

/** Floats as integers that are in the same order when compared without sign. */
final class FloatOrder {
    private FloatOrder() {}

    /** −∞ gets the smallest key, ∞ the greatest but those of NaN. */
    static int key(float value) {
        int bits = Float.floatToRawIntBits(value);
        return bits ^ (bits >> 31 | Integer.MIN_VALUE);
    }

    /** The float of a key. */
    static float value(int key) {
        return Float.intBitsToFloat(key < 0 ? key ^ Integer.MIN_VALUE : ~key);
    }
}

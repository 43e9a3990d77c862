package galatea.data;

/**
 * A keyed permutation of {@code [0, size)} without memory: a Feistel network over the next power of
 * four, walked until it lands inside (Black and Rogaway, Ciphers with arbitrary finite domains,
 * 2002).
 */
final class Permutation {
    private static final int ROUNDS = 8;
    private static final int LEAST_HALF_BITS = 3;

    private final long size;
    private final long key;
    private final int halfBits;

    Permutation(long size, long key) {
        if (size < 1) {
            throw new IllegalArgumentException("size must be at least 1: " + size);
        }
        this.size = size;
        this.key = key;
        int bits = Long.SIZE - Long.numberOfLeadingZeros(size - 1);
        halfBits = Math.max(LEAST_HALF_BITS, (bits + 1) / 2);
    }

    /** Where a value of {@code [0, size)} goes. */
    long apply(long value) {
        long image = value;
        do {
            image = feistel(image);
        } while (image >= size);
        return image;
    }

    private long feistel(long value) {
        long mask = (1L << halfBits) - 1;
        long left = value >>> halfBits;
        long right = value & mask;
        for (int round = 0; round < ROUNDS; round++) {
            long next = left ^ (mix(right + mix(key + round)) & mask);
            left = right;
            right = next;
        }
        return left << halfBits | right;
    }

    /** Scatters the bits of a number: the finaliser of SplitMix64 (Steele, Lea, Flood, 2014). */
    static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}

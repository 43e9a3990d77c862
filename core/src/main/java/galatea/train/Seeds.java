package galatea.train;

/** Independent seeds for the parts of a computation. */
public final class Seeds {
    private Seeds() {}

    /** SplitMix64's output function: independent streams from (seed, number). */
    public static long mix(long seed, long number) {
        long x = seed * 0x9E3779B97F4A7C15L + number;
        x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L + 0x9E3779B97F4A7C15L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}

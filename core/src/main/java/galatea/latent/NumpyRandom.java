package galatea.latent;

import java.util.Arrays;

/**
 * NumPy's legacy generator: the same seed gives the same numbers as {@code
 * numpy.random.RandomState(seed)}.
 *
 * <p>Published latents, style mixing figures and dataset shuffles name their seeds in terms of this
 * generator. Not safe for use by several threads.
 *
 * @see <a href="https://doi.org/10.1145/272991.272995">Matsumoto and Nishimura, Mersenne Twister,
 *     1998</a>
 */
public final class NumpyRandom {

    private static final int WORDS = 624;
    private static final int MIDDLE = 397;
    private static final long MAX_SEED = 0xffffffffL;

    private final int[] words = new int[WORDS];
    private int index;
    private boolean hasGauss;
    private double gauss;

    /**
     * Everything the generator remembers, for exact resume.
     *
     * @param words the 624 words of the Mersenne Twister; not copied
     * @param index the next word, 0…624
     * @param hasGauss whether the second normal value of a pair waits
     * @param gauss that value
     */
    public record State(int[] words, int index, boolean hasGauss, double gauss) {

        /** Checks the sizes. */
        public State {
            if (words.length != WORDS) {
                throw new IllegalArgumentException("words must be 624: " + words.length);
            }
            if (index < 0 || index > WORDS) {
                throw new IllegalArgumentException("index must be in [0, 624]: " + index);
            }
        }
    }

    /**
     * @param seed 0…2³²-1
     */
    public NumpyRandom(long seed) {
        if (seed < 0 || seed > MAX_SEED) {
            throw new IllegalArgumentException("seed must be in [0, 2^32 - 1]: " + seed);
        }
        words[0] = (int) seed;
        for (int i = 1; i < WORDS; i++) {
            words[i] = 1812433253 * (words[i - 1] ^ words[i - 1] >>> 30) + i;
        }
        index = WORDS;
    }

    /** Continues from a remembered state. */
    public NumpyRandom(State state) {
        System.arraycopy(state.words(), 0, words, 0, WORDS);
        index = state.index();
        hasGauss = state.hasGauss();
        gauss = state.gauss();
    }

    /**
     * The latent of a seed: {@code RandomState(seed).randn(1, dim)} rounded to single precision.
     *
     * @param seed 0…2³²-1
     * @param dim length of z, at least 0
     * @return z, {@code [dim]}
     */
    public static float[] z(long seed, int dim) {
        NumpyRandom random = new NumpyRandom(seed);
        float[] z = new float[dim];
        for (int i = 0; i < dim; i++) {
            z[i] = (float) random.nextGaussian();
        }
        return z;
    }

    /** A copy of the present state. */
    public State state() {
        return new State(words.clone(), index, hasGauss, gauss);
    }

    /** The next 32 random bits, 0…2³²-1. */
    public long nextUint32() {
        return Integer.toUnsignedLong(nextInt32());
    }

    /** {@code random_sample()}: uniform in [0, 1) with 53 random bits. */
    public double nextDouble() {
        int high = nextInt32() >>> 5;
        int low = nextInt32() >>> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    /** {@code uniform(low, high)}: uniform in [low, high). */
    public double uniform(double low, double high) {
        return low + (high - low) * nextDouble();
    }

    /**
     * {@code standard_normal()}: the polar method, whose second value is kept for the next call.
     */
    public double nextGaussian() {
        if (hasGauss) {
            hasGauss = false;
            return gauss;
        }
        double x;
        double y;
        double squared;
        do {
            x = 2 * nextDouble() - 1;
            y = 2 * nextDouble() - 1;
            squared = x * x + y * y;
        } while (squared >= 1 || squared == 0);
        double factor = Math.sqrt(-2 * StrictMath.log(squared) / squared);
        gauss = factor * x;
        hasGauss = true;
        return factor * y;
    }

    /** {@code randn(count)}. */
    public double[] randn(int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = nextGaussian();
        }
        return values;
    }

    /** {@code rand(count)}. */
    public double[] rand(int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = nextDouble();
        }
        return values;
    }

    /**
     * {@code randint(0, bound)}: uniform in [0, bound), by masks and rejection.
     *
     * @param bound at least 1
     */
    public long randint(long bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound must be at least 1: " + bound);
        }
        return interval(bound - 1);
    }

    /** {@code shuffle(values)}, in place. */
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = (int) interval(i);
            int swap = values[i];
            values[i] = values[j];
            values[j] = swap;
        }
    }

    /** {@code permutation(count)}: 0…count-1 in random order. */
    public int[] permutation(int count) {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = i;
        }
        shuffle(values);
        return values;
    }

    /**
     * {@code choice(count, take, replace=False)}: different numbers of 0…count-1.
     *
     * @param take 0…count
     */
    public int[] choice(int count, int take) {
        if (take < 0 || take > count) {
            throw new IllegalArgumentException(
                    "take must be in [0, %d]: %d".formatted(count, take));
        }
        return Arrays.copyOf(permutation(count), take);
    }

    /** Uniform in [0, max]. */
    private long interval(long max) {
        if (max == 0) {
            return 0;
        }
        long mask = -1L >>> Long.numberOfLeadingZeros(max);
        long value;
        do {
            value = (max <= MAX_SEED ? nextUint32() : nextUint32() << 32 | nextUint32()) & mask;
        } while (value > max);
        return value;
    }

    private int nextInt32() {
        if (index == WORDS) {
            refill();
        }
        int word = words[index++];
        word ^= word >>> 11;
        word ^= word << 7 & 0x9d2c5680;
        word ^= word << 15 & 0xefc60000;
        return word ^ word >>> 18;
    }

    private void refill() {
        for (int i = 0; i < WORDS; i++) {
            int joined = (words[i] & 0x80000000) | (words[(i + 1) % WORDS] & 0x7fffffff);
            int twist = (joined & 1) == 0 ? 0 : 0x9908b0df;
            words[i] = words[(i + MIDDLE) % WORDS] ^ joined >>> 1 ^ twist;
        }
        index = 0;
    }
}

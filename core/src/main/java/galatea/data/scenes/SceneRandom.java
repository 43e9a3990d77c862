package galatea.data.scenes;

import java.util.List;

/**
 * The random numbers of one scene: SplitMix64.
 *
 * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea, Flood: Fast Splittable
 *     Pseudorandom Number Generators, 2014</a>
 */
final class SceneRandom {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    private SceneRandom(long state) {
        this.state = state;
    }

    /** The numbers of scene {@code index} of the set {@code seed}. */
    static SceneRandom of(long seed, int index) {
        return new SceneRandom(mix(mix(seed + GOLDEN_GAMMA) + index * GOLDEN_GAMMA));
    }

    /** A number in [low, high). */
    double between(double low, double high) {
        state += GOLDEN_GAMMA;
        return low + (high - low) * ((mix(state) >>> 11) * 0x1p-53);
    }

    /** True with the given probability. */
    boolean chance(double probability) {
        return between(0, 1) < probability;
    }

    /** A whole number from low to high, both included. */
    int count(int low, int high) {
        return (int) between(low, high + 1.0);
    }

    /** One of the values, each equally likely. */
    <T> T pick(List<T> values) {
        return values.get(count(0, values.size() - 1));
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}

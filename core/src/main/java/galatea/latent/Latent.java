package galatea.latent;

/**
 * What one picture is made from.
 *
 * @param space what the values are
 * @param values z [latentSize], or ws [numWs, wSize] layer after layer; not copied
 * @param noiseSeed of the noise inputs in {@link NoiseMode#RANDOM}, 0…2³²−1
 * @param noise in {@link NoiseMode#CONST}, instead of the network's
 */
public record Latent(Space space, float[] values, long noiseSeed, NoiseMaps noise) {
    private static final long MAX_SEED = 0xffffffffL;

    /** Checks the seed. */
    public Latent {
        if (noiseSeed < 0 || noiseSeed > MAX_SEED) {
            throw new IllegalArgumentException("seed must be in [0, 2^32 - 1]: " + noiseSeed);
        }
    }

    /** A latent without noise of its own. */
    public Latent(Space space, float[] values, long noiseSeed) {
        this(space, values, noiseSeed, NoiseMaps.NONE);
    }

    /**
     * The latent of a seed: {@code RandomState(seed).randn(1, latentSize)} of NumPy.
     *
     * @param seed 0…2³²−1
     */
    public static Latent ofSeed(long seed, int latentSize) {
        return new Latent(Space.Z, NumpyRandom.z(seed, latentSize), seed);
    }

    /** The same noise with other values. */
    Latent with(Space otherSpace, float[] otherValues) {
        return new Latent(otherSpace, otherValues, noiseSeed, noise);
    }

    /** The same values with noise of their own. */
    public Latent with(NoiseMaps maps) {
        return new Latent(space, values, noiseSeed, maps);
    }
}

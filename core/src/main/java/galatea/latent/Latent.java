package galatea.latent;

/**
 * What one picture is made from.
 *
 * @param space what the values are
 * @param values z [latentSize], or ws [numWs, wSize] layer after layer; not copied
 * @param noiseSeed of the noise inputs in {@link NoiseMode#RANDOM}, 0…2³²−1
 */
public record Latent(Space space, float[] values, long noiseSeed) {
    private static final long MAX_SEED = 0xffffffffL;

    /** Checks the seed. */
    public Latent {
        if (noiseSeed < 0 || noiseSeed > MAX_SEED) {
            throw new IllegalArgumentException("seed must be in [0, 2^32 - 1]: " + noiseSeed);
        }
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
        return new Latent(otherSpace, otherValues, noiseSeed);
    }
}

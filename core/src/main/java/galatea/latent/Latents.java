package galatea.latent;

import java.util.List;

/**
 * Numbered latents of one space: the sample on which a network is studied.
 *
 * <p>Not safe for use by several threads.
 */
public interface Latents {
    /** How many there are. */
    int size();

    /**
     * Some of them.
     *
     * @param from number of the first, in [0, size − count]
     * @param count at least 0
     */
    List<Latent> rows(int from, int count);

    /** A text that differs where the latents differ. */
    String identity();

    /**
     * The z that gandissect numbers: row n of {@code RandomState(seed).standard_normal((size,
     * latentSize))}, with n as seed of the noise. The first rows of a larger sample are the smaller
     * one.
     *
     * @param seed 0…2³²−1
     * @param size at least 1
     */
    static Latents ofSeed(long seed, int size, int latentSize) {
        return new SeededLatents(seed, size, latentSize);
    }

    /** Latents of the caller's. */
    static Latents of(List<Latent> latents) {
        return new GivenLatents(List.copyOf(latents));
    }
}

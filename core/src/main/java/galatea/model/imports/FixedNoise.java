package galatea.model.imports;

import java.util.SplittableRandom;

/** Draws that are the same in every import. */
final class FixedNoise {
    private FixedNoise() {}

    /**
     * Draws from N(0, 1).
     *
     * @param seed of the draws
     */
    static float[] of(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] noise = new float[count];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        return noise;
    }
}

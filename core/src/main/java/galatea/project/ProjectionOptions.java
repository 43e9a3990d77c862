package galatea.project;

/**
 * How a picture is looked for.
 *
 * @param steps of the optimiser, 1 to 100000
 * @param space where
 * @param optimiseNoise whether the noise maps are looked for, too; without effect in networks that
 *     have none
 * @param candidates pictures drawn at random of which the most alike is the start, besides the
 *     average: 0 to 10000
 * @param seed of what is random, 0…2³²−1
 */
public record ProjectionOptions(
        int steps, ProjectionSpace space, boolean optimiseNoise, int candidates, long seed) {
    /** Steps unless a user chooses. */
    public static final int STEPS = 1000;

    /** Seed unless a user chooses: that of NVIDIA's projector. */
    public static final long SEED = 303;

    private static final int CANDIDATES = 200;

    /** Checks the ranges. */
    public ProjectionOptions {
        if (steps < 1 || steps > 100_000) {
            throw new IllegalArgumentException("steps must be in [1, 100000]: " + steps);
        }
        if (candidates < 0 || candidates > LatentSample.COUNT) {
            throw new IllegalArgumentException("candidates must be in [0, 10000]: " + candidates);
        }
        if (seed < 0 || seed > 0xffffffffL) {
            throw new IllegalArgumentException("seed must be in [0, 2^32 - 1]: " + seed);
        }
    }

    /** Noise maps are looked for; the start is the average in w, the best of 200 in z. */
    public static ProjectionOptions defaults(ProjectionSpace space) {
        int candidates = space == ProjectionSpace.Z ? CANDIDATES : 0;
        return new ProjectionOptions(STEPS, space, true, candidates, SEED);
    }

    /** The same with another number of steps. */
    public ProjectionOptions withSteps(int count) {
        return new ProjectionOptions(count, space, optimiseNoise, candidates, seed);
    }

    /** The same with noise maps looked for, or the network's own. */
    public ProjectionOptions withNoise(boolean optimised) {
        return new ProjectionOptions(steps, space, optimised, candidates, seed);
    }

    /** The same with another number of candidates for the start. */
    public ProjectionOptions withCandidates(int count) {
        return new ProjectionOptions(steps, space, optimiseNoise, count, seed);
    }

    /** The same with another seed. */
    public ProjectionOptions withSeed(long other) {
        return new ProjectionOptions(steps, space, optimiseNoise, candidates, other);
    }
}

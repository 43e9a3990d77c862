package galatea.project;

/**
 * How a picture is looked for.
 *
 * @param steps of the optimiser, 1 to 100000
 * @param space where
 * @param optimiseNoise whether the noise maps are looked for, too; without effect in {@link
 *     ProjectionSpace#Z}
 * @param learningRate largest rate of the optimiser, above 0
 * @param candidates pictures drawn at random of which the most alike is the start, besides the
 *     average; at least 0
 * @param exploration how much noise is added to the latent at first, in parts of the deviation of
 *     latents; at least 0
 * @param regulariser weight that keeps noise maps free of structure, at least 0
 * @param pixelWeight weight of the squared differences of pixels, at least 0
 * @param perceptualWeight weight of the distance of features, where there are some, at least 0
 * @param seed of everything random, 0…2³²−1
 */
public record ProjectionOptions(
        int steps,
        ProjectionSpace space,
        boolean optimiseNoise,
        double learningRate,
        int candidates,
        double exploration,
        double regulariser,
        double pixelWeight,
        double perceptualWeight,
        long seed) {
    private static final double RAMP_UP = 0.05; // parts of all steps
    private static final double RAMP_DOWN = 0.25;
    private static final double EXPLORING = 0.75;

    /** Checks the ranges. */
    public ProjectionOptions {
        if (steps < 1 || steps > 100_000) {
            throw new IllegalArgumentException("steps must be in [1, 100000]: " + steps);
        }
        if (candidates < 0 || candidates > 100_000) {
            throw new IllegalArgumentException("candidates must be in [0, 100000]: " + candidates);
        }
        if (!(learningRate > 0 && learningRate <= 100)) {
            throw new IllegalArgumentException("rate must be in (0, 100]: " + learningRate);
        }
        requireWeight("exploration", exploration);
        requireWeight("regulariser", regulariser);
        requireWeight("pixelWeight", pixelWeight);
        requireWeight("perceptualWeight", perceptualWeight);
        if (pixelWeight + perceptualWeight == 0) {
            throw new IllegalArgumentException("weights must not both be 0");
        }
        if (seed < 0 || seed > 0xffffffffL) {
            throw new IllegalArgumentException("seed must be in [0, 2^32 - 1]: " + seed);
        }
    }

    private static void requireWeight(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("%s must be at least 0: %s".formatted(name, value));
        }
    }

    /** 500 steps by pixels, with noise where there is some. */
    public static ProjectionOptions defaults(ProjectionSpace space) {
        return new ProjectionOptions(500, space, true, 0.1, 512, 0.05, 1e5, 1, 1, 303);
    }

    /** The same with another number of steps. */
    public ProjectionOptions withSteps(int count) {
        return new ProjectionOptions(
                count,
                space,
                optimiseNoise,
                learningRate,
                candidates,
                exploration,
                regulariser,
                pixelWeight,
                perceptualWeight,
                seed);
    }

    /** The same with noise maps looked for, or the network's own. */
    public ProjectionOptions withNoise(boolean optimised) {
        return new ProjectionOptions(
                steps,
                space,
                optimised,
                learningRate,
                candidates,
                exploration,
                regulariser,
                pixelWeight,
                perceptualWeight,
                seed);
    }

    /** The same with another number of candidates for the start. */
    public ProjectionOptions withCandidates(int count) {
        return new ProjectionOptions(
                steps,
                space,
                optimiseNoise,
                learningRate,
                count,
                exploration,
                regulariser,
                pixelWeight,
                perceptualWeight,
                seed);
    }

    /** The same with another seed. */
    public ProjectionOptions withSeed(long other) {
        return new ProjectionOptions(
                steps,
                space,
                optimiseNoise,
                learningRate,
                candidates,
                exploration,
                regulariser,
                pixelWeight,
                perceptualWeight,
                other);
    }

    /** Rate of a step, from 0: up over the first twentieth, down as a cosine in the last quarter. */
    double rate(int step) {
        double t = (double) step / steps;
        double down = Math.min(1, (1 - t) / RAMP_DOWN);
        double up = Math.min(1, (step + 1) / (RAMP_UP * steps));
        return learningRate * up * (0.5 - 0.5 * Math.cos(Math.PI * down));
    }

    /** Noise of the latent at a step, in parts of the deviation of latents: 0 from 3/4 on. */
    double exploration(int step) {
        double left = Math.max(0, 1 - (double) step / steps / EXPLORING);
        return exploration * left * left;
    }
}

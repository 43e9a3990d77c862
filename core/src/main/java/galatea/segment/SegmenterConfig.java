package galatea.segment;

import static galatea.model.ConfigRules.requireRange;

/**
 * How a U-Net is trained.
 *
 * @param resolution pixels per side of the pictures, 8…1024, a multiple of 2^depth
 * @param batch pictures per step, 1…1024
 * @param steps of Adam, 1…10,000,000
 * @param learningRate at the first step, above 0 and at most 1; falls to 0 along half a cosine
 * @param width see {@link UNetConfig}
 * @param depth see {@link UNetConfig}
 * @param heldOut share of the pictures kept to judge by, 0 to below 1
 * @param balanced whether rare classes count more, by the square root of one over their frequency
 * @param seed of everything that is drawn
 */
public record SegmenterConfig(
        int resolution,
        int batch,
        int steps,
        double learningRate,
        int width,
        int depth,
        double heldOut,
        boolean balanced,
        long seed) {
    /** Most pictures that are held out. */
    public static final int MOST_HELD_OUT = HeldOut.MOST;

    /** Checks the ranges. */
    public SegmenterConfig {
        requireRange("resolution", resolution, 8, 1024);
        requireRange("batch", batch, 1, 1024);
        requireRange("steps", steps, 1, 10_000_000);
        if (!(learningRate > 0 && learningRate <= 1)) {
            throw new IllegalArgumentException("learningRate must be in (0, 1]: " + learningRate);
        }
        if (!(heldOut >= 0 && heldOut < 1)) {
            throw new IllegalArgumentException("heldOut must be in [0, 1): " + heldOut);
        }
        int multiple = new UNetConfig(3, 1, width, depth).multiple();
        if (resolution % multiple != 0) {
            throw new IllegalArgumentException(
                    "resolution must be a multiple of %d: %d".formatted(multiple, resolution));
        }
    }

    /** Steps and settings that suit a few thousand pictures. */
    public static SegmenterConfig defaults(int resolution) {
        UNetConfig network = UNetConfig.small(1);
        return new SegmenterConfig(
                resolution, 16, 3000, 3e-3, network.width(), network.depth(), 0.15, true, 0);
    }

    /** The same with another length, in pictures per step and steps. */
    public SegmenterConfig withLength(int newBatch, int newSteps) {
        return new SegmenterConfig(
                resolution,
                newBatch,
                newSteps,
                learningRate,
                width,
                depth,
                heldOut,
                balanced,
                seed);
    }

    /** The same with another network. */
    public SegmenterConfig withNetwork(int newWidth, int newDepth) {
        return new SegmenterConfig(
                resolution,
                batch,
                steps,
                learningRate,
                newWidth,
                newDepth,
                heldOut,
                balanced,
                seed);
    }

    /** The same with another share kept to judge by. */
    public SegmenterConfig withHeldOut(double share) {
        return new SegmenterConfig(
                resolution, batch, steps, learningRate, width, depth, share, balanced, seed);
    }

    /** The same with another seed. */
    public SegmenterConfig withSeed(long newSeed) {
        return new SegmenterConfig(
                resolution, batch, steps, learningRate, width, depth, heldOut, balanced, newSeed);
    }

    /** η at a step: learningRate · (1 + cos(π · step / steps)) / 2. */
    double learningRateAt(int step) {
        return learningRate * (1 + Math.cos(Math.PI * step / steps)) / 2;
    }
}

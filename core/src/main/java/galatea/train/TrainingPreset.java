package galatea.train;

/**
 * Settings that a machine can train in hours and a data set supports.
 *
 * @param resolution largest that makes sense
 * @param fmapBase width of the networks: see {@code StyleConfig}
 * @param fmapMax most channels of a layer
 * @param latentSize length of z and w
 * @param batch images per step
 * @param totalKimg thousands of images to train for
 * @param augmentation for small sets
 */
public record TrainingPreset(
        int resolution,
        int fmapBase,
        int fmapMax,
        int latentSize,
        int batch,
        double totalKimg,
        Augmentation augmentation) {

    /** Below so many pictures a discriminator learns them by heart. */
    private static final int SMALL_SET = 5000;

    /** Processors from which the next larger network is taken. */
    private static final int WORKSTATION = 8;

    private static final int SERVER = 32;

    /**
     * Chooses.
     *
     * @param pictures in the data set
     * @param side shorter side of its pictures in pixels
     * @param processors of this machine
     */
    public static TrainingPreset choose(int pictures, int side, int processors) {
        Augmentation augmentation = pictures < SMALL_SET ? Augmentation.DIFFAUG : Augmentation.NONE;
        int power = Math.max(8, Integer.highestOneBit(Math.max(side, 1)));
        if (processors >= SERVER) {
            int resolution = Math.min(power, 256);
            return new TrainingPreset(resolution, 8192, 512, 512, 32, 5000, augmentation);
        }
        if (processors >= WORKSTATION) {
            int resolution = Math.min(power, 128);
            return new TrainingPreset(resolution, 2048, 128, 256, 16, 2000, augmentation);
        }
        int resolution = Math.min(power, 64);
        return new TrainingPreset(resolution, 1024, 64, 128, 16, 600, augmentation);
    }

    /** Share of the training spent on growing to the full resolution. */
    private static final double GROWING_SHARE = 0.25;

    /**
     * Progressive growing from 8×8 in the first quarter of a training.
     *
     * @param kimg thousands of images in all
     */
    public static Schedule growing(int resolution, int batch, double learningRate, double kimg) {
        Schedule fixed = Schedule.fixed(resolution, batch, learningRate);
        int doublings = Integer.numberOfTrailingZeros(resolution) - 3;
        if (doublings <= 0) {
            return fixed;
        }
        double half = Math.max(kimg * GROWING_SHARE / doublings / 2, 0.001);
        return new Schedule(
                resolution,
                8,
                half,
                half,
                batch,
                fixed.batches(),
                learningRate,
                Schedule.PAPER_LEARNING_RATES);
    }
}

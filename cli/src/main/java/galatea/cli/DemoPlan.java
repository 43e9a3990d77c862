package galatea.cli;

import galatea.model.style.StyleConfig;
import galatea.train.AdversarialLoss;
import galatea.train.Augmentation;
import galatea.train.Objective;
import galatea.train.Schedule;
import galatea.train.TrainingConfig;
import java.util.List;
import java.util.Map;

/**
 * The training of the demonstration: a style-based generator that is small enough to learn the
 * built-in landscapes on two cores while the user waits.
 *
 * <p>It grows from 8 over 16 to 32 pixels. Coarse resolutions take large batches, since there the
 * calls rather than the arithmetic cost the time.
 *
 * @param kimg thousands of images in all, above 0
 * @param seed of the training
 */
record DemoPlan(double kimg, long seed) {
    static final int RESOLUTION = 32;
    static final List<Integer> RESOLUTIONS = List.of(8, 16, RESOLUTION);

    /** From about so many thousands of images on, houses and trees can be told apart. */
    static final int KIMG_FOR_HOUSES = 80;

    private static final int FMAP_BASE = 512;
    private static final int FMAP_MAX = 64;
    private static final int LATENT_SIZE = 64;
    private static final int MAPPING_LAYERS = 4;

    /**
     * Less than the paper's 0.9: with so few images, styles of one source must first be learned.
     */
    private static final double MIXING_PROBABILITY = 0.3;

    private static final double R1_GAMMA = 0.5;
    private static final int R1_INTERVAL = 4;
    private static final double LEARNING_RATE = 0.003;
    private static final double EMA_KIMG = 2;
    private static final int BATCH = 16;
    private static final Map<Integer, Integer> BATCHES = Map.of(8, 64, 16, 32);

    /** Shares of the images: one resolution alone, and the fade to the next. */
    private static final double STABLE_SHARE = 0.28;

    private static final double FADE_SHARE = 0.06;

    DemoPlan {
        requireKimg(kimg);
    }

    static void requireKimg(double kimg) {
        if (!(kimg > 0 && kimg <= 100_000)) {
            throw new IllegalArgumentException("kimg must be above 0 and at most 100000: " + kimg);
        }
    }

    /**
     * A plan that takes about so many seconds.
     *
     * @param imagesPerSecond of this machine by resolution
     */
    static DemoPlan lasting(double seconds, Map<Integer, Double> imagesPerSecond, long seed) {
        double secondsPerImage = 0;
        for (int resolution : RESOLUTIONS) {
            secondsPerImage +=
                    share(resolution) / imagesPerSecond.getOrDefault(resolution, Double.NaN);
        }
        double kimg = Math.ceil(seconds / secondsPerImage / 10) / 100;
        return new DemoPlan(kimg, seed);
    }

    /** The part of all images that is shown at a resolution, fading in included. */
    private static double share(int resolution) {
        double start = resolution == 8 ? STABLE_SHARE : STABLE_SHARE + FADE_SHARE;
        return resolution == RESOLUTION ? 1 - share(8) - share(16) : start;
    }

    /** The whole training. */
    TrainingConfig training() {
        return training(schedule(8, STABLE_SHARE * kimg, FADE_SHARE * kimg));
    }

    /** The same at one resolution for ever, to measure the speed. */
    TrainingConfig trainingAt(int resolution) {
        return training(schedule(resolution, Double.MAX_VALUE, 1));
    }

    private TrainingConfig training(Schedule schedule) {
        StyleConfig network =
                StyleConfig.paper(RESOLUTION, 3)
                        .withFmaps(FMAP_BASE, FMAP_MAX)
                        .withMapping(LATENT_SIZE, MAPPING_LAYERS)
                        .withMixingProbability(MIXING_PROBABILITY);
        Objective objective =
                new Objective(AdversarialLoss.NON_SATURATING, R1_GAMMA, R1_INTERVAL, 0, 0);
        return new TrainingConfig(
                network,
                objective,
                schedule,
                0,
                0.99,
                EMA_KIMG,
                Augmentation.NONE,
                false,
                kimg,
                seed);
    }

    private static Schedule schedule(int start, double stableKimg, double fadeKimg) {
        return new Schedule(
                RESOLUTION, start, stableKimg, fadeKimg, BATCH, BATCHES, LEARNING_RATE, Map.of());
    }
}

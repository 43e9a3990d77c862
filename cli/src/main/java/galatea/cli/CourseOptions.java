package galatea.cli;

import galatea.train.Augmentation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What training and evolution have in common. */
final class CourseOptions {
    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "0",
            description = "Source of all randomness (0).")
    private long seed;

    @Option(
            names = "--gradient-penalty",
            paramLabel = "L",
            defaultValue = "0",
            description = "Weight of WGAN-GP's penalty; 10 suits --loss wasserstein (0).")
    private double gradientPenalty;

    @Option(
            names = "--start-resolution",
            paramLabel = "R",
            description = "First resolution of progressive growing (8).")
    private @Nullable Integer startResolution;

    @Option(names = "--mirror", description = "Flip half of the images left to right.")
    private boolean mirror;

    @Option(
            names = "--aug",
            paramLabel = "AUG",
            description = "none or diffaug (diffaug below 5000 pictures).")
    private @Nullable Augmentation augmentation;

    long seed() {
        return seed;
    }

    double gradientPenalty() {
        return gradientPenalty;
    }

    @Nullable Integer startResolution() {
        return startResolution;
    }

    boolean mirror() {
        return mirror;
    }

    @Nullable Augmentation augmentation() {
        return augmentation;
    }
}

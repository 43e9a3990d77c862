package galatea.train;

import static java.util.Objects.requireNonNull;

import galatea.model.Inputs;
import galatea.model.NetworkConfig;

/**
 * Everything that decides the course of a training, besides the images.
 *
 * @param network what is trained
 * @param objective what it minimises
 * @param schedule resolution, batch and learning rate over time
 * @param beta1 Adam's β₁
 * @param beta2 Adam's β₂
 * @param emaKimg half-life, in thousands of images, of the average generator that users get
 * @param augmentation what the discriminator's images go through
 * @param mirror whether half of the real images are flipped left to right
 * @param totalKimg thousands of images after which training ends
 * @param seed source of all randomness
 */
public record TrainingConfig(
        NetworkConfig network,
        Objective objective,
        Schedule schedule,
        double beta1,
        double beta2,
        double emaKimg,
        Augmentation augmentation,
        boolean mirror,
        double totalKimg,
        long seed) {

    /** Checks every range and that network and schedule agree. */
    public TrainingConfig {
        requireNonNull(network, "network is null");
        Inputs.requireTrainable(network);
        requireNonNull(objective, "objective is null");
        requireNonNull(augmentation, "augmentation is null");
        schedule.requireFits(network);
        Adam.requireBeta("beta1", beta1);
        Adam.requireBeta("beta2", beta2);
        if (!(emaKimg > 0)) {
            throw new IllegalArgumentException("emaKimg must be positive: " + emaKimg);
        }
        if (!(totalKimg > 0)) {
            throw new IllegalArgumentException("totalKimg must be positive: " + totalKimg);
        }
    }

    /** The published training of a network: Adam(0, 0.99), average over 10 thousand images. */
    public static TrainingConfig paper(NetworkConfig network) {
        return new TrainingConfig(
                network,
                Objective.PAPER,
                Schedule.paper(network.resolution()),
                0,
                0.99,
                10,
                Augmentation.NONE,
                false,
                25_000,
                0);
    }

    /** The same over another number of images, in thousands. */
    public TrainingConfig withTotalKimg(double kimg) {
        return new TrainingConfig(
                network,
                objective,
                schedule,
                beta1,
                beta2,
                emaKimg,
                augmentation,
                mirror,
                kimg,
                seed);
    }

    /** Weight that the average generator keeps in one step: 0.5^(batch / half-life). */
    double emaBeta(int batch) {
        return Math.pow(0.5, batch / (emaKimg * 1000));
    }
}

package galatea.train;

/**
 * What one training step did.
 *
 * @param lossD adversarial loss of the discriminator
 * @param lossG loss of the generator; NaN, like its gradient, if the discriminator's half was not
 *     finite
 * @param penalty gradient penalties, weighted; 0 at steps without
 * @param scoreReal mean score of the reals
 * @param scoreFake mean score of the fakes
 * @param gradientNormD length of the discriminator's gradient
 * @param gradientNormG length of the generator's gradient
 * @param finite whether losses and gradients were finite; if not, the weights of the network where
 *     they were not are unchanged, and those of the generator in any case
 */
public record StepReport(
        double lossD,
        double lossG,
        double penalty,
        double scoreReal,
        double scoreFake,
        double gradientNormD,
        double gradientNormG,
        boolean finite) {}

package galatea.train;

import static java.util.Objects.requireNonNull;

/**
 * What the two networks minimise.
 *
 * @param loss the adversarial game
 * @param r1Gamma weight γ of ½γ · ‖∇D(real)‖², at least 0
 * @param r1Interval R1 is taken at every so many steps, its weight multiplied by as many, at least
 *     1
 * @param r2Gamma weight of the same penalty on fakes, at least 0
 * @param gradientPenalty weight λ of WGAN-GP's (‖∇D‖ − 1)², at least 0
 */
public record Objective(
        AdversarialLoss loss,
        double r1Gamma,
        int r1Interval,
        double r2Gamma,
        double gradientPenalty) {

    /** The paper's choice: non-saturating logistic loss with R1, γ = 10, at every step. */
    public static final Objective PAPER =
            new Objective(AdversarialLoss.NON_SATURATING, 10, 1, 0, 0);

    /** Checks every range. */
    public Objective {
        requireNonNull(loss, "loss is null");
        requireNotNegative("r1Gamma", r1Gamma);
        requireNotNegative("r2Gamma", r2Gamma);
        requireNotNegative("gradientPenalty", gradientPenalty);
        if (r1Interval < 1) {
            throw new IllegalArgumentException("r1Interval must be at least 1: " + r1Interval);
        }
    }

    private static void requireNotNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be at least 0: " + value);
        }
    }

    /** Whether R1 is taken at a step, counted from 0. */
    boolean penalisesRealsAt(long step) {
        return r1Gamma > 0 && step % r1Interval == 0;
    }
}

package galatea.train;

import galatea.model.Discriminator;
import galatea.model.Discriminator.Scored;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * How a discriminator learns to tell real pictures from generated ones.
 *
 * @param objective what it minimises
 * @param augmentation what its images go through
 */
public record DiscriminatorStep(Objective objective, Augmentation augmentation) {
    /** Weight of D(real)² beside WGAN-GP, which fixes the scores' common offset. */
    private static final double DRIFT = 0.001;

    /**
     * What a step found, before the network was changed.
     *
     * @param loss adversarial loss
     * @param penalty gradient penalties, weighted
     * @param scoreReal mean score of the reals
     * @param scoreFake mean score of the fakes
     * @param gradientNorm length of the gradient of loss and penalty
     */
    public record Report(
            double loss, double penalty, double scoreReal, double scoreFake, double gradientNorm) {

        /** Whether the network was changed. */
        public boolean isFinite() {
            return Double.isFinite(loss + penalty + gradientNorm);
        }
    }

    /**
     * Trains the discriminator on one batch.
     *
     * @param real [N, C, R', R'] in [−1, 1]
     * @param fakes as many generated pictures, not recorded for a backward pass
     * @param labels one-hot [N, labelSize], or null for an unconditional network
     * @param step number of the step, from 0
     */
    public Report take(
            Discriminator discriminator,
            Adam adam,
            Tensor real,
            Tensor fakes,
            @Nullable Tensor labels,
            double lod,
            double learningRate,
            long step,
            RandomGenerator random) {
        Parameters parameters = discriminator.parameters();
        parameters.requireGradient(true);
        parameters.zeroGradient();
        long n = real.size(0);
        try (Scope scope = new Scope()) {
            Tensor fake = augmentation.apply(fakes, random);
            Tensor shown = augmentation.apply(real, random);
            Tensor both = Ops.cat(0, shown, fake); // [2N, C, R', R']
            Tensor bothLabels = labels == null ? null : Ops.cat(0, labels, labels);
            boolean r1 = objective.penalisesRealsAt(step);
            Scored scored =
                    r1
                            ? discriminator.scoreWithGradient(both, bothLabels, lod, 2)
                            : new Scored(discriminator.forward(both, bothLabels, lod, 2), both);
            Tensor scoreReal = scored.scores().narrow(0, 0, n);
            Tensor scoreFake = scored.scores().narrow(0, n, n);
            Tensor loss = objective.loss().discriminator(scoreReal, scoreFake);
            Tensor gradient = r1 ? scored.gradient() : null;
            Tensor penalty = penalty(discriminator, gradient, scoreReal, shown, fake, labels, lod);
            (penalty == null ? loss : loss.add(penalty)).backward();
            Report report =
                    new Report(
                            Ops.item(loss),
                            penalty == null ? 0 : Ops.item(penalty),
                            Ops.item(scoreReal.mean()),
                            Ops.item(scoreFake.mean()),
                            parameters.gradientNorm());
            if (report.isFinite()) {
                adam.step(learningRate);
            }
            return report;
        }
    }

    /** The sum of the weighted penalties: one number, or null if there are none. */
    private @Nullable Tensor penalty(
            Discriminator discriminator,
            @Nullable Tensor realGradient,
            Tensor scoreReal,
            Tensor real,
            Tensor fake,
            @Nullable Tensor labels,
            double lod) {
        @Nullable Tensor sum = null;
        if (realGradient != null) {
            double weight = objective.r1Gamma() * objective.r1Interval();
            sum = plus(sum, Penalty.zeroCentred(realGradient), weight);
        }
        if (objective.r2Gamma() > 0) {
            Tensor gradient = discriminator.scoreWithGradient(fake, labels, lod, 1).gradient();
            sum = plus(sum, Penalty.zeroCentred(gradient), objective.r2Gamma());
        }
        if (objective.gradientPenalty() > 0) {
            Tensor penalty = Penalty.oneCentred(discriminator, real, fake, labels, lod);
            sum = plus(sum, penalty, objective.gradientPenalty());
            sum = plus(sum, scoreReal.square().mean(), DRIFT);
        }
        return sum;
    }

    private static Tensor plus(@Nullable Tensor sum, Tensor term, double weight) {
        return sum == null ? Ops.mul(term, weight) : Ops.addScaled(sum, term, weight);
    }
}

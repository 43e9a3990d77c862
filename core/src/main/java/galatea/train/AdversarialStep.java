package galatea.train;

import galatea.model.Discriminator;
import galatea.model.Discriminator.Scored;
import galatea.model.Generator;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** One step of the game: the discriminator learns, then the generator. */
final class AdversarialStep {
    /** Weight of D(real)² beside WGAN-GP, which fixes the scores' common offset. */
    private static final double DRIFT = 0.001;

    private final Generator generator;
    private final Discriminator discriminator;
    private final Adam adamG;
    private final Adam adamD;
    private final TrainingConfig config;

    AdversarialStep(
            Generator generator,
            Discriminator discriminator,
            Adam adamG,
            Adam adamD,
            TrainingConfig config) {
        this.generator = generator;
        this.discriminator = discriminator;
        this.adamG = adamG;
        this.adamD = adamD;
        this.config = config;
    }

    /** What the discriminator's half of a step found, before the network was changed. */
    record DiscriminatorReport(
            double loss, double penalty, double scoreReal, double scoreFake, double gradientNorm) {

        /** Whether the network was changed. */
        boolean isFinite() {
            return Double.isFinite(loss + penalty + gradientNorm);
        }
    }

    /** What the generator's half of a step found, before the network was changed. */
    record GeneratorReport(double loss, double gradientNorm) {
        /** After a discriminator's half that was not finite. */
        static final GeneratorReport NOT_REACHED = new GeneratorReport(Double.NaN, Double.NaN);

        /** Whether the network was changed. */
        boolean isFinite() {
            return Double.isFinite(loss + gradientNorm);
        }
    }

    /**
     * Trains the discriminator on one batch.
     *
     * @param real [N, C, R', R'] in [−1, 1]
     * @param labels one-hot [N, labelSize], or null
     * @param step number of the step, from 0
     */
    DiscriminatorReport discriminator(
            Tensor real,
            @Nullable Tensor labels,
            double lod,
            double learningRate,
            long step,
            RandomGenerator random) {
        Parameters parameters = discriminator.parameters();
        generator.parameters().requireGradient(false);
        parameters.requireGradient(true);
        parameters.zeroGradient();
        long n = real.size(0);
        try (Scope scope = new Scope()) {
            Tensor fake = augmented(fakes(n, labels, lod, random), random);
            Tensor shown = augmented(real, random);
            Tensor both = Ops.cat(0, shown, fake); // [2N, C, R', R']
            Tensor bothLabels = labels == null ? null : Ops.cat(0, labels, labels);
            boolean r1 = config.objective().penalisesRealsAt(step);
            Scored scored =
                    r1
                            ? discriminator.scoreWithGradient(both, bothLabels, lod, 2)
                            : new Scored(discriminator.forward(both, bothLabels, lod, 2), both);
            Tensor scoreReal = scored.scores().narrow(0, 0, n);
            Tensor scoreFake = scored.scores().narrow(0, n, n);
            Tensor loss = config.objective().loss().discriminator(scoreReal, scoreFake);
            Tensor penalty = penalty(r1 ? scored.gradient() : null, shown, fake, labels, lod);
            if (config.objective().gradientPenalty() > 0) {
                penalty = Ops.addScaled(penalty, scoreReal.square().mean(), DRIFT);
            }
            loss.add(penalty).backward();
            double norm = gradientNorm(parameters);
            DiscriminatorReport report =
                    new DiscriminatorReport(
                            Ops.item(loss),
                            Ops.item(penalty),
                            Ops.item(scoreReal.mean()),
                            Ops.item(scoreFake.mean()),
                            norm);
            if (report.isFinite()) {
                adamD.step(learningRate);
            }
            return report;
        }
    }

    /** Trains the generator on a batch of {@code n} fakes. */
    GeneratorReport generator(
            long n,
            @Nullable Tensor labels,
            double lod,
            double learningRate,
            RandomGenerator random) {
        Parameters parameters = generator.parameters();
        parameters.requireGradient(true);
        discriminator.parameters().requireGradient(false);
        parameters.zeroGradient();
        try (Scope scope = new Scope()) {
            Tensor fake = augmented(fakes(n, labels, lod, random), random);
            Tensor scores = discriminator.forward(fake, labels, lod);
            Tensor loss = config.objective().loss().generator(scores);
            loss.backward();
            GeneratorReport report = new GeneratorReport(Ops.item(loss), gradientNorm(parameters));
            if (report.isFinite()) {
                adamG.step(learningRate);
            }
            return report;
        }
    }

    private Tensor fakes(long n, @Nullable Tensor labels, double lod, RandomGenerator random) {
        Tensor z = Ops.randn(generator.parameters().dtype(), n, config.network().latentSize());
        return generator.trainingForward(z, labels, lod, random);
    }

    private Tensor augmented(Tensor images, RandomGenerator random) {
        return config.augmentation().apply(images, random);
    }

    /** The sum of the weighted penalties: one number. */
    private Tensor penalty(
            @Nullable Tensor realGradient,
            Tensor real,
            Tensor fake,
            @Nullable Tensor labels,
            double lod) {
        Objective o = config.objective();
        Tensor sum = Ops.zeros(discriminator.parameters().dtype());
        if (realGradient != null) {
            double weight = o.r1Gamma() * o.r1Interval();
            sum = Ops.addScaled(sum, Penalty.zeroCentred(realGradient), weight);
        }
        if (o.r2Gamma() > 0) {
            Tensor gradient = discriminator.scoreWithGradient(fake, labels, lod, 1).gradient();
            sum = Ops.addScaled(sum, Penalty.zeroCentred(gradient), o.r2Gamma());
        }
        if (o.gradientPenalty() > 0) {
            Tensor penalty = Penalty.oneCentred(discriminator, real, fake, labels, lod);
            sum = Ops.addScaled(sum, penalty, o.gradientPenalty());
        }
        return sum;
    }

    private static double gradientNorm(Parameters parameters) {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor g = parameters.gradient();
            return Math.sqrt(Ops.item(g.dot(g)));
        }
    }
}

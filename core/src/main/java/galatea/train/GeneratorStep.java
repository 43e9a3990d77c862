package galatea.train;

import galatea.model.Discriminator;
import galatea.model.Generator;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * How a generator learns from a discriminator, which stays as it is.
 *
 * @param augmentation what the discriminator's images go through
 */
public record GeneratorStep(Augmentation augmentation) {

    /**
     * What a step found, before the network was changed.
     *
     * @param loss what the generator minimises
     * @param gradientNorm length of its gradient
     */
    public record Report(double loss, double gradientNorm) {
        /** After a discriminator's step that was not finite. */
        static final Report NOT_REACHED = new Report(Double.NaN, Double.NaN);

        /** Whether the network was changed. */
        public boolean isFinite() {
            return Double.isFinite(loss + gradientNorm);
        }
    }

    /**
     * Trains the generator on a batch of its fakes.
     *
     * @param objective the loss, a single number, from the scores [N] of the fakes
     * @param n fakes in the batch
     * @param labels one-hot [N, labelSize], or null for an unconditional network
     * @param random the step's source of decisions; latents come from the thread's random stream
     */
    public Report take(
            Generator generator,
            Adam adam,
            Discriminator discriminator,
            UnaryOperator<Tensor> objective,
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
            Tensor fake = augmentation.apply(fakes(generator, n, labels, lod, random), random);
            Tensor loss = objective.apply(discriminator.forward(fake, labels, lod));
            loss.backward();
            Report report = new Report(Ops.item(loss), parameters.gradientNorm());
            if (report.isFinite()) {
                adam.step(learningRate);
            }
            return report;
        }
    }

    /** A batch of training pictures from fresh latents: [n, C, R', R']. */
    public static Tensor fakes(
            Generator generator,
            long n,
            @Nullable Tensor labels,
            double lod,
            RandomGenerator random) {
        int size = generator.config().latentSize();
        Tensor z = Ops.randn(generator.parameters().dtype(), n, size); // [n, latentSize]
        return generator.trainingForward(z, labels, lod, random);
    }
}

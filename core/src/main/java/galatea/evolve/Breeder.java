package galatea.evolve;

import galatea.model.Discriminator;
import galatea.model.Generator;
import galatea.model.LayerTap;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import galatea.train.Adam;
import galatea.train.GeneratorStep;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Breeds children and judges them, with a discriminator that nobody else uses meanwhile. */
final class Breeder {
    private final EvolutionConfig config;
    private final Discriminator judge;
    private final GeneratorStep step;

    Breeder(EvolutionConfig config, Discriminator judge) {
        this.config = config;
        this.judge = judge;
        step = new GeneratorStep(config.augmentation());
    }

    Discriminator judge() {
        return judge;
    }

    /**
     * Makes {@code child} its parent after one step of Adam on a mutation's objective.
     *
     * @param moments of this mutation, to be used and updated; null to go by the parent's
     * @param seed of all randomness in it
     */
    GeneratorStep.Report breed(
            Individual child,
            Individual parent,
            Mutation mutation,
            @Nullable Adam moments,
            Stage stage,
            long seed) {
        EvolutionRules rules = config.rules();
        child.become(parent);
        if (moments != null) {
            child.adam().copyFrom(moments);
        } else if (rules.moments() == EvolutionRules.Moments.RESET) {
            child.adam().reset();
        }
        Engine.seed(seed);
        double factor = rules.halves() && mutation.halved() ? 0.5 : 1;
        GeneratorStep.Report report =
                step.take(
                        child.generator(),
                        child.adam(),
                        judge,
                        scores -> Ops.mul(mutation.objective(scores), factor),
                        config.schedule().batch(),
                        null,
                        stage.lod(),
                        stage.learningRate(),
                        new SplittableRandom(seed));
        if (moments != null) {
            moments.copyFrom(child.adam());
        }
        return report;
    }

    /**
     * Fq and Fd of a generator (equations 6 and 7). The real half of ∇_D L_D is the same for all,
     * so it comes ready, and the pass through the discriminator that gives Fq gives the other half.
     *
     * @param realGradient ∇_D of the loss on real pictures, laid out as the discriminator's
     *     gradient
     * @param seed of latents, noise and augmentation
     */
    Fitness judge(Generator generator, Tensor realGradient, Stage stage, long seed) {
        Parameters parameters = judge.parameters();
        parameters.requireGradient(true);
        parameters.gradient().copy_(realGradient);
        try (Scope scope = new Scope()) {
            Tensor fakes = evaluationFakes(generator, stage, seed);
            RandomGenerator random = new SplittableRandom(seed);
            Tensor shown = config.augmentation().apply(fakes, random);
            Tensor scores = judge.forward(shown, null, stage.lod()); // [e]
            config.objective().loss().onFake(scores).backward(); // adds to the real half
            return config.rules().fitness().fitness(quality(scores), parameters.gradientNorm());
        }
    }

    /** The pictures a generator is judged by, as for use: [e, C, R', R']. */
    Tensor evaluationFakes(Generator generator, Stage stage, long seed) {
        Engine.seed(seed);
        try (NoGradGuard noGrad = new NoGradGuard()) {
            int size = config.network().latentSize();
            int count = config.rules().evaluationBatch();
            Tensor z = Ops.randn(generator.parameters().dtype(), count, size); // [e, latentSize]
            return generator.forward(z, null, stage.lod(), LayerTap.NONE);
        }
    }

    private double quality(Tensor scores) {
        try (NoGradGuard noGrad = new NoGradGuard()) {
            return switch (config.rules().fitness().quality()) {
                case PROBABILITY -> Ops.item(scores.sigmoid().mean());
                case LOGIT -> Ops.item(scores.mean());
            };
        }
    }
}

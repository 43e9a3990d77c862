package galatea.evolve;

import galatea.model.Discriminator;
import galatea.model.Networks;
import galatea.torch.DType;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import galatea.train.Adam;
import galatea.train.DiscriminatorStep;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;

/** The discriminator, which all generators have to live with (section 3.1). */
final class Environment implements AutoCloseable {
    private static final double EPSILON = 1e-8;

    private final EvolutionConfig config;
    private final Discriminator discriminator;
    private final Adam adam;
    private final DiscriminatorStep step;
    private final Tensor realGradient;

    /** A new discriminator, initialised from the configuration's seed + 1. Not inside a scope. */
    Environment(EvolutionConfig config, DType dtype) {
        this.config = config;
        discriminator = Networks.discriminator(config.network(), dtype, config.seed() + 1);
        Parameters parameters = discriminator.parameters();
        adam = new Adam(parameters, config.beta1(), config.beta2(), EPSILON);
        step = new DiscriminatorStep(config.objective(), config.augmentation());
        try (Scope scope = new Scope()) {
            realGradient = scope.keep(Ops.zeros(dtype, parameters.gradient().numel()));
        }
    }

    Discriminator discriminator() {
        return discriminator;
    }

    Adam adam() {
        return adam;
    }

    /**
     * Takes one step.
     *
     * @param real [m, C, R', R']
     * @param fakes as many
     * @param number of the step, from 0
     * @param seed of augmentation and penalties
     */
    DiscriminatorStep.Report learn(Tensor real, Tensor fakes, Stage stage, long number, long seed) {
        Engine.seed(seed);
        return step.take(
                discriminator,
                adam,
                real,
                fakes,
                null,
                stage.lod(),
                stage.learningRate(),
                number,
                new SplittableRandom(seed));
    }

    /**
     * Finds the half of ∇_D L_D that is the same for all children (equation 7).
     *
     * @param real [e, C, R', R']
     * @param seed of the augmentation
     */
    void face(Tensor real, Stage stage, long seed) {
        Parameters parameters = discriminator.parameters();
        parameters.requireGradient(true);
        parameters.zeroGradient();
        try (Scope scope = new Scope()) {
            Tensor shown = config.augmentation().apply(real, new SplittableRandom(seed));
            Tensor scores = discriminator.forward(shown, null, stage.lod()); // [e]
            config.objective().loss().onReal(scores).backward();
            realGradient.copy_(parameters.gradient());
        }
    }

    /** What {@link #face} found, laid out as the discriminator's gradient: [n]. */
    Tensor realGradient() {
        return realGradient;
    }

    @Override
    public void close() {
        discriminator.close();
        adam.close();
        realGradient.close();
    }
}

package galatea.train;

import galatea.data.Batch;
import galatea.model.Discriminator;
import galatea.model.Generator;
import galatea.model.Networks;
import galatea.torch.DType;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The networks of a training and the rule that takes them one step further.
 *
 * <p>The randomness of a step follows from the seed and the number of the step alone, so a training
 * that continues from saved values equals one that never stopped.
 */
public final class GanTrainer implements AutoCloseable {
    private static final double EPSILON = 1e-8;

    private final TrainingConfig config;
    private final Generator generator;
    private final Discriminator discriminator;
    private final Generator generatorEma;
    private final Adam adamG;
    private final Adam adamD;
    private final DiscriminatorStep discriminatorStep;
    private final GeneratorStep generatorStep;
    private long step;
    private long imagesSeen;

    /** New networks, initialised from the configuration's seed. Not inside a scope. */
    public GanTrainer(TrainingConfig config) {
        this.config = config;
        generator = Networks.generator(config.network(), DType.FLOAT32, config.seed());
        discriminator = Networks.discriminator(config.network(), DType.FLOAT32, config.seed() + 1);
        generatorEma = Networks.generator(config.network(), DType.FLOAT32, config.seed());
        generatorEma.parameters().requireGradient(false);
        adamG = new Adam(generator.parameters(), config.beta1(), config.beta2(), EPSILON);
        adamD = new Adam(discriminator.parameters(), config.beta1(), config.beta2(), EPSILON);
        discriminatorStep = new DiscriminatorStep(config.objective(), config.augmentation());
        generatorStep = new GeneratorStep(config.augmentation());
    }

    /** What this training follows. */
    public TrainingConfig config() {
        return config;
    }

    /** The generator as trained. */
    public Generator generator() {
        return generator;
    }

    /** The discriminator. */
    public Discriminator discriminator() {
        return discriminator;
    }

    /** The average of the generator over time: the one to use. */
    public Generator generatorEma() {
        return generatorEma;
    }

    Adam adamG() {
        return adamG;
    }

    Adam adamD() {
        return adamD;
    }

    /** Steps taken. */
    public long step() {
        return step;
    }

    /** Real images shown. */
    public long imagesSeen() {
        return imagesSeen;
    }

    /** Level of detail of the next step. */
    public double lod() {
        return config.schedule().lod(imagesSeen);
    }

    /** Images that the next step takes. */
    public int nextBatch() {
        return config.schedule().batchAt(lod());
    }

    /** Continues the counts of a saved training whose tensors are in place already. */
    void restore(long savedStep, long savedImagesSeen, long timeG, long timeD) {
        step = savedStep;
        imagesSeen = savedImagesSeen;
        adamG.restoreTime(timeG);
        adamD.restoreTime(timeD);
    }

    /**
     * Takes one step.
     *
     * @param reals {@link #nextBatch} images at full resolution
     */
    public StepReport step(Batch reals) {
        double lod = lod();
        double rate = config.schedule().learningRateAt(lod);
        Engine.seed(Seeds.mix(config.seed(), step));
        RandomGenerator random = new SplittableRandom(Seeds.mix(config.seed() + 1, step));
        StepReport report;
        try (Scope scope = new Scope()) {
            Tensor real = RealImages.of(reals, lod);
            Tensor labels = labels(reals);
            DiscriminatorStep.Report d = discriminate(real, labels, lod, rate, random);
            GeneratorStep.Report g = GeneratorStep.Report.NOT_REACHED;
            if (d.isFinite()) {
                updateEma(reals.size());
                g =
                        generatorStep.take(
                                generator,
                                adamG,
                                discriminator,
                                config.objective().loss()::generator,
                                reals.size(),
                                labels,
                                lod,
                                rate,
                                random);
            }
            report = report(d, g);
        }
        step++;
        imagesSeen += reals.size();
        forgetMomentsAtPhaseChange(lod);
        return report;
    }

    private DiscriminatorStep.Report discriminate(
            Tensor real, @Nullable Tensor labels, double lod, double rate, RandomGenerator random) {
        generator.parameters().requireGradient(false);
        Tensor fakes = GeneratorStep.fakes(generator, real.size(0), labels, lod, random);
        return discriminatorStep.take(
                discriminator, adamD, real, fakes, labels, lod, rate, step, random);
    }

    private static StepReport report(DiscriminatorStep.Report d, GeneratorStep.Report g) {
        return new StepReport(
                d.loss(),
                g.loss(),
                d.penalty(),
                d.scoreReal(),
                d.scoreFake(),
                d.gradientNorm(),
                g.gradientNorm(),
                d.isFinite() && g.isFinite());
    }

    /** Whether every weight is a finite number. */
    boolean isFinite() {
        try (Scope scope = new Scope()) {
            return Double.isFinite(Ops.item(generator.parameters().values().norm()))
                    && Double.isFinite(Ops.item(discriminator.parameters().values().norm()))
                    && Double.isFinite(Ops.item(generatorEma.parameters().values().norm()));
        }
    }

    /** Adam starts afresh whenever a fade begins or ends. */
    private void forgetMomentsAtPhaseChange(double before) {
        if (Schedule.changesPhase(before, lod())) {
            adamG.reset();
            adamD.reset();
        }
    }

    /** One-hot [N, labelSize], or null for an unconditional network. */
    @Nullable Tensor labels(Batch reals) {
        int classes = config.network().labelSize();
        if (classes == 0) {
            return null;
        }
        float[] oneHot = new float[reals.size() * classes];
        for (int n = 0; n < reals.size(); n++) {
            oneHot[n * classes + reals.labels()[n]] = 1;
        }
        return Ops.of(oneHot, reals.size(), classes);
    }

    private void updateEma(int batch) {
        try (NoGradGuard noGrad = new NoGradGuard()) {
            Parameters ema = generatorEma.parameters();
            double beta = config.emaBeta(batch);
            Ops.lerpInPlace(ema.values(), generator.parameters().values(), 1 - beta);
            ema.bufferValues().copy_(generator.parameters().bufferValues());
        }
    }

    @Override
    public void close() {
        generator.close();
        discriminator.close();
        generatorEma.close();
        adamG.close();
        adamD.close();
    }
}

package galatea.train;

import galatea.data.Batch;
import galatea.model.Discriminator;
import galatea.model.Generator;
import galatea.model.Networks;
import galatea.torch.DType;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import galatea.torch.RawData;
import galatea.torch.Scope;
import galatea.train.AdversarialStep.DiscriminatorReport;
import galatea.train.AdversarialStep.GeneratorReport;
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
    private final AdversarialStep game;
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
        game = new AdversarialStep(generator, discriminator, adamG, adamD, config);
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
        Engine.seed(mix(config.seed(), step));
        RandomGenerator random = new SplittableRandom(mix(config.seed() + 1, step));
        StepReport report;
        try (Scope scope = new Scope()) {
            Tensor real = real(reals, lod);
            Tensor labels = labels(reals);
            DiscriminatorReport d = game.discriminator(real, labels, lod, rate, step, random);
            GeneratorReport g = GeneratorReport.NOT_REACHED;
            if (d.isFinite()) {
                updateEma(reals.size());
                g = game.generator(reals.size(), labels, lod, rate, random);
            }
            report = report(d, g);
        }
        step++;
        imagesSeen += reals.size();
        forgetMomentsAtPhaseChange(lod);
        return report;
    }

    private static StepReport report(DiscriminatorReport d, GeneratorReport g) {
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
        double after = lod();
        if (Math.floor(before) != Math.floor(after) || Math.ceil(before) != Math.ceil(after)) {
            adamG.reset();
            adamD.reset();
        }
    }

    /** Bytes to [−1, 1] at the current resolution, faded as the generator's pictures are. */
    static Tensor real(Batch reals, double lod) {
        int side = reals.resolution();
        Tensor x =
                RawData.numbers(
                        reals.pixels(), DType.FLOAT32, reals.size(), reals.channels(), side, side);
        x = Ops.channelsLast(Ops.add(Ops.mul(x, 1 / 127.5), -1));
        for (int level = 0; level < (int) lod; level++) {
            x = Ops.averagePool2(x);
        }
        double t = lod - (int) lod;
        return t == 0 ? x : Ops.lerp(x, Ops.upsampleNearest(Ops.averagePool2(x), 2), t);
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

    /** SplitMix64's output function: independent streams from (seed, number). */
    static long mix(long seed, long number) {
        long x = seed * 0x9E3779B97F4A7C15L + number;
        x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L + 0x9E3779B97F4A7C15L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
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

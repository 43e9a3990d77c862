package galatea.cli;

import galatea.evolve.EvolutionConfig;
import galatea.evolve.EvolutionPreset;
import galatea.evolve.EvolutionRules;
import galatea.evolve.Fitness;
import galatea.evolve.Selection;
import galatea.model.NetworkConfig;
import galatea.points.PointSource;
import galatea.train.AdversarialLoss;
import galatea.train.Augmentation;
import galatea.train.Objective;
import galatea.train.Schedule;
import galatea.train.TrainingPreset;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What decides the course of an evolution; what is not given follows from preset and data. */
final class EvolveOptions {
    private static final long GENERATIONS = 10_000;

    private static final int HIDDEN_LAYERS = 3;

    /** As {@code train} has it: weights scaled at run time want larger steps. */
    private static final double EQUALIZED_RATE = 0.002;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            defaultValue = "galatea",
            description =
                    "galatea, paper, theano-2018 or pytorch-2020: rules, batch and Adam; the"
                            + " options below change single points (galatea).")
    private EvolutionPreset preset = EvolutionPreset.GALATEA;

    @Option(
            names = "--mutations",
            paramLabel = "NAME",
            split = ",",
            description =
                    "minimax, heuristic, least-squares, least-squares-logit, wasserstein, hinge,"
                            + " with commas (by preset).")
    private @Nullable List<String> mutations;

    @Option(
            names = "--fitness-gamma",
            paramLabel = "G",
            description =
                    "Weight of diversity: F = Fq + G Fd (toys 0.5, pictures 0.001, by preset).")
    private @Nullable Double fitnessGamma;

    @Option(
            names = "--selection",
            paramLabel = "HOW",
            description =
                    "fitness, quality-only, diversity-only, random, round-robin, tournament or"
                            + " pareto (fitness).")
    private @Nullable Selection selection;

    @Option(names = "--plus", description = "Let parents compete with their children.")
    private boolean plus;

    @Option(
            names = "--d-steps",
            paramLabel = "N",
            description =
                    "Steps of the discriminator per generation (toys 1, pictures 2, by preset).")
    private @Nullable Integer discriminatorSteps;

    @Option(
            names = "--eval-batch",
            paramLabel = "N",
            description = "Samples that a child is judged by (by preset: 64 to 256).")
    private @Nullable Integer evaluationBatch;

    @Option(
            names = "--order",
            paramLabel = "WHO",
            description = "discriminator-first or generators-first (by preset).")
    private EvolutionRules.@Nullable Order order;

    @Option(
            names = "--d-fakes",
            paramLabel = "WHICH",
            description = "fresh or survivors-evaluation: what D learns from (by preset).")
    private EvolutionRules.@Nullable Fakes fakes;

    @Option(
            names = "--siblings",
            paramLabel = "HOW",
            description = "independent or chained (by preset).")
    private EvolutionRules.@Nullable Siblings siblings;

    @Option(
            names = "--moments",
            paramLabel = "WHOSE",
            description = "Adam's moments of a child: inherited, per-mutation, reset (by preset).")
    private EvolutionRules.@Nullable Moments moments;

    @Option(
            names = "--quality",
            paramLabel = "WHAT",
            description = "Fq: probability or logit (probability).")
    private Fitness.@Nullable Quality quality;

    @Option(
            names = "--diversity",
            paramLabel = "WHAT",
            description = "Fd: of the norm or the squared-norm (by preset: norm).")
    private Fitness.@Nullable Diversity diversity;

    @Option(
            names = "--halves",
            arity = "1",
            paramLabel = "true|false",
            description = "The paper's factors 1/2 before objectives (by preset: true).")
    private @Nullable Boolean halves;

    @Option(
            names = "--shared-latents",
            arity = "1",
            paramLabel = "true|false",
            description = "Judge siblings on the same latents (by preset: true).")
    private @Nullable Boolean sharedLatents;

    @Option(names = "--generations", paramLabel = "N", description = "Length (10000).")
    private @Nullable Long generations;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Samples per step, a multiple of the parents (by preset).")
    private @Nullable Integer batch;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            description = "Adam's step size (by preset; galatea, networks that grow: 0.002).")
    private @Nullable Double learningRate;

    @Option(
            names = "--decay",
            paramLabel = "S",
            description = "Share of the run over which the step size falls to 0 (by preset).")
    private @Nullable Double decay;

    @Option(
            names = "--beta1",
            paramLabel = "B",
            description = "Adam's first rate (0.5; galatea, networks that grow: 0).")
    private @Nullable Double beta1;

    @Option(
            names = "--beta2",
            paramLabel = "B",
            description = "Adam's second rate (by preset: 0.99 or 0.999).")
    private @Nullable Double beta2;

    @Option(
            names = "--loss",
            paramLabel = "LOSS",
            defaultValue = "non-saturating",
            description =
                    "The discriminator's: non-saturating (cross entropy), minimax (the same),"
                            + " least-squares, wasserstein, hinge (non-saturating).")
    private AdversarialLoss loss = AdversarialLoss.NON_SATURATING;

    @Option(
            names = "--gamma",
            paramLabel = "G",
            description = "Weight of R1 in D's steps (galatea: toys 0.1, pictures 10; else 0).")
    private @Nullable Double gamma;

    @Option(
            names = "--hidden-layers",
            paramLabel = "N",
            description = "Toys: depth of both perceptrons, each --fmap-max (128) wide (3).")
    private @Nullable Integer hiddenLayers;

    @Mixin private NetworkChoice network = new NetworkChoice();
    @Mixin private CourseOptions course = new CourseOptions();
    @Mixin private PictureOptions pictures = new PictureOptions();

    /** Data and what is done with it. */
    record Choice(DataChoice data, EvolutionConfig config) {}

    /**
     * Looks at the data and completes what was not given.
     *
     * @param parents survivors of a generation, or null for the preset's
     */
    Choice choose(String data, @Nullable Integer parents) throws IOException {
        return PointSource.isToy(data) ? points(data, parents) : pictures(data, parents);
    }

    private Choice points(String data, @Nullable Integer parents) {
        if (course.mirror() || course.augmentation() != null || course.startResolution() != null) {
            throw new IllegalArgumentException(
                    "--mirror, --aug and --start-resolution must not be given with toy data");
        }
        NetworkConfig config = network.perceptrons(or(hiddenLayers, HIDDEN_LAYERS));
        String source = toyWithAbsolutePath(data);
        return new Choice(
                DataChoice.of(source, config.resolution(), config.channels()),
                config(config, true, parents, Augmentation.NONE));
    }

    private static String toyWithAbsolutePath(String data) {
        int prefix = data.indexOf(':') + 1;
        return PointSource.names().contains(data.substring(prefix))
                ? data
                : data.substring(0, prefix) + FirstLook.absolute(data.substring(prefix));
    }

    private Choice pictures(String data, @Nullable Integer parents) throws IOException {
        if (hiddenLayers != null) {
            throw new IllegalArgumentException("--hidden-layers is for toy data only");
        }
        FirstLook look = FirstLook.at(data);
        TrainingPreset machine = look.preset(pictures.maxImages());
        DataChoice choice = look.choice(network, machine, pictures);
        NetworkConfig config = network.config(choice, machine, NetworkChoice.Family.DCGAN);
        if (course.startResolution() != null && !config.growing()) {
            throw new IllegalArgumentException(
                    "--start-resolution is for networks that grow: " + config.family());
        }
        Augmentation changes = or(course.augmentation(), machine.augmentation());
        return new Choice(choice, config(config, false, parents, changes));
    }

    private EvolutionConfig config(
            NetworkConfig net, boolean points, @Nullable Integer parents, Augmentation changes) {
        EvolutionRules rules = rules(points, parents);
        int m = or(batch, preset.batch(points));
        long length = or(generations, GENERATIONS);
        boolean equalized = net.growing() && preset == EvolutionPreset.GALATEA;
        double rate = or(learningRate, equalized ? EQUALIZED_RATE : preset.learningRate(points));
        Schedule schedule = Schedule.fixed(net.resolution(), m, rate);
        EvolutionConfig fixed =
                new EvolutionConfig(
                        net,
                        objective(points),
                        rules,
                        schedule,
                        or(decay, preset.decay(points)),
                        or(beta1, equalized ? 0.0 : preset.beta1()),
                        or(beta2, preset.beta2()),
                        changes,
                        course.mirror(),
                        length,
                        course.seed());
        return net.growing() ? fixed.with(growing(fixed)) : fixed;
    }

    private Schedule growing(EvolutionConfig fixed) {
        Schedule s = fixed.schedule();
        double kimg = fixed.generations() * fixed.realsPerGeneration() / 1000.0;
        Schedule g = TrainingPreset.growing(s.resolution(), s.batch(), s.learningRate(), kimg);
        return new Schedule(
                g.resolution(),
                or(course.startResolution(), g.startResolution()),
                g.stableKimg(),
                g.fadeKimg(),
                g.batch(),
                Map.of(),
                g.learningRate(),
                Map.of());
    }

    private Objective objective(boolean points) {
        return new Objective(
                loss, or(gamma, preset.r1Gamma(points)), 1, 0, course.gradientPenalty());
    }

    private EvolutionRules rules(boolean points, @Nullable Integer parents) {
        EvolutionRules p = preset.rules(points);
        return new EvolutionRules(
                or(mutations, p.mutations()),
                or(parents, p.parents()),
                or(discriminatorSteps, p.discriminatorSteps()),
                or(evaluationBatch, p.evaluationBatch()),
                new Fitness.Rule(
                        or(fitnessGamma, p.fitness().gamma()),
                        or(quality, p.fitness().quality()),
                        or(diversity, p.fitness().diversity())),
                or(selection, p.selection()),
                plus,
                or(order, p.order()),
                or(fakes, p.fakes()),
                or(siblings, p.siblings()),
                or(moments, p.moments()),
                or(halves, p.halves()),
                or(sharedLatents, p.sharedLatents()));
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    /** A new length for a resumed run, or null to keep it. */
    @Nullable Long generations() {
        return generations;
    }
}

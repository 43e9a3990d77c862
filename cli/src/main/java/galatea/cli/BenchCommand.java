package galatea.cli;

import galatea.evolve.EvolutionBenchmark;
import galatea.model.NetworkConfig;
import galatea.torch.Engine;
import galatea.train.AdversarialLoss;
import galatea.train.Benchmark;
import galatea.train.Objective;
import galatea.train.TrainingPreset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Speed of training and generation on this machine. */
@Command(
        name = "bench",
        description = "Measures training steps, generation and plain convolutions on this machine.",
        footer = {
            "",
            "Examples:",
            "  galatea bench --resolution 32 --fmap-base 1024 --fmap-max 64 --batch 16 --json",
            "  galatea bench --evolve --threads 1 --steps 500"
        })
final class BenchCommand extends Verb {
    @Mixin private NetworkChoice network = new NetworkChoice();

    @Option(names = "--batch", paramLabel = "N", description = "Images per step (16; points 64).")
    private @Nullable Integer batch;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "5",
            description = "Timed steps (rounds of N steps with lazy R1); the median counts (5).")
    private int steps;

    @Option(
            names = "--r1-interval",
            paramLabel = "N",
            defaultValue = "1",
            description = "R1 at every Nth step only (1).")
    private int r1Interval;

    @Option(
            names = "--evolve",
            description =
                    "Measure generations of three mutations against ordinary steps instead; of"
                            + " perceptrons on points, unless --arch names another family.")
    private boolean evolve;

    @Option(
            names = "--d-steps",
            paramLabel = "N",
            defaultValue = "1",
            description = "With --evolve: steps of the discriminator (1).")
    private int discriminatorSteps;

    @Option(
            names = "--breeding-threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "With --evolve: children bred at the same time (1).")
    private int breedingThreads;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the tensor engine (all processors).")
    private @Nullable Integer threads;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        int images = batch == null ? evolve && !network.hasFamily() ? 64 : 16 : batch;
        if (images < 1 || steps < 1) {
            throw new IllegalArgumentException(
                    "--batch and --steps must be at least 1: %d, %d".formatted(images, steps));
        }
        if (threads != null) {
            Engine.setThreads(threads);
        }
        Object result = evolve ? evolution(images) : training(images);
        if (json) {
            Results.printJson(out(), result);
        }
        return 0;
    }

    private Benchmark training(int images) {
        Objective objective = new Objective(AdversarialLoss.NON_SATURATING, 10, r1Interval, 0, 0);
        NetworkConfig config = network.config(machine());
        Benchmark result = Benchmark.run(config, objective, images, steps);
        if (!json) {
            print(config, images, result);
        }
        return result;
    }

    private EvolutionBenchmark evolution(int samples) {
        NetworkConfig config =
                network.hasFamily() ? network.config(machine()) : network.perceptrons(3);
        Objective objective = new Objective(AdversarialLoss.NON_SATURATING, 0, 1, 0, 0);
        EvolutionBenchmark result =
                EvolutionBenchmark.run(
                        config, objective, samples, discriminatorSteps, breedingThreads, steps);
        if (!json) {
            out().printf(
                            Locale.ROOT,
                            "%s, batch %d, %d threads, %d breeding; %d steps of D%n"
                                    + "evolution    %8.1f generations/s%n"
                                    + "plain GAN    %8.1f steps/s; a generation costs %.2f%n",
                            config.family(),
                            samples,
                            result.threads(),
                            result.breedingThreads(),
                            result.discriminatorSteps(),
                            result.generationsPerSecond(),
                            result.plainStepsPerSecond(),
                            result.ratio());
        }
        return result;
    }

    private static TrainingPreset machine() {
        int processors = Runtime.getRuntime().availableProcessors();
        return TrainingPreset.choose(Integer.MAX_VALUE, 32, processors);
    }

    private void print(NetworkConfig config, int images, Benchmark b) {
        out().printf(
                        Locale.ROOT,
                        "%s, %d px, batch %d, %d threads; G %,d and D %,d parameters%n",
                        config.family(),
                        config.resolution(),
                        images,
                        b.threads(),
                        b.generatorParameters(),
                        b.discriminatorParameters());
        out().printf(
                        Locale.ROOT,
                        "training     %8.3f s a step, %.1f images/s%n"
                                + "generation   %8.1f images/s%n"
                                + "convolution  %8.0f GFLOP/s alone%n",
                        b.trainSecondsPerStep(),
                        b.trainImagesPerSecond(),
                        b.generateImagesPerSecond(),
                        b.convolutionGflops());
        Double gflops = b.trainGflops();
        if (gflops != null) {
            out().printf(
                            Locale.ROOT,
                            "             %8.0f GFLOP/s in a training step (%.0f %%)%n",
                            gflops,
                            100 * gflops / b.convolutionGflops());
        }
    }
}

package galatea.cli;

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
            "Example:",
            "  galatea bench --resolution 32 --fmap-base 1024 --fmap-max 64 --batch 16 --json"
        })
final class BenchCommand extends Verb {
    @Mixin private NetworkChoice network = new NetworkChoice();

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "16",
            description = "Images per step (16).")
    private int batch;

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
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the tensor engine (all processors).")
    private @Nullable Integer threads;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        if (batch < 1 || steps < 1) {
            throw new IllegalArgumentException(
                    "--batch and --steps must be at least 1: %d, %d".formatted(batch, steps));
        }
        if (threads != null) {
            Engine.setThreads(threads);
        }
        Objective objective = new Objective(AdversarialLoss.NON_SATURATING, 10, r1Interval, 0, 0);
        TrainingPreset preset =
                TrainingPreset.choose(
                        Integer.MAX_VALUE, 32, Runtime.getRuntime().availableProcessors());
        NetworkConfig config = network.config(preset);
        Benchmark result = Benchmark.run(config, objective, batch, steps);
        if (json) {
            Results.printJson(out(), result);
        } else {
            print(config, result);
        }
        return 0;
    }

    private void print(NetworkConfig config, Benchmark b) {
        out().printf(
                        Locale.ROOT,
                        "%s, %d px, batch %d, %d threads; G %,d and D %,d parameters%n",
                        config.family(),
                        config.resolution(),
                        batch,
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

package galatea.train;

import galatea.data.Batch;
import galatea.model.Generator;
import galatea.model.LayerTap;
import galatea.model.NetworkConfig;
import galatea.model.style.StyleConfig;
import galatea.torch.Convolutions;
import galatea.torch.DType;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Speed of a network on this machine, on random images.
 *
 * @param trainSecondsPerStep median over the steps, R1 spread evenly where it is lazy
 * @param trainImagesPerSecond batch / median
 * @param generateImagesPerSecond without gradients
 * @param convolutionGflops what a plain 3×3 convolution of the width and size of the last layer
 *     reaches here, forward and both backward passes together, 10⁹ operations per second
 * @param trainGflops what the convolutions of a whole step come to, as they are carried out (folded
 *     resampling counts as the smaller work it is); null for families without a formula
 * @param generatorParameters trained numbers
 * @param discriminatorParameters trained numbers
 * @param threads of the engine
 */
public record Benchmark(
        double trainSecondsPerStep,
        double trainImagesPerSecond,
        double generateImagesPerSecond,
        double convolutionGflops,
        @Nullable Double trainGflops,
        long generatorParameters,
        long discriminatorParameters,
        int threads) {

    private static final int WARM_UP = 2;
    private static final int CONVOLUTIONS = 5;
    private static final int GENERATIONS = 5;

    /**
     * Measures at full resolution.
     *
     * @param batch images per step
     * @param steps timed steps, or rounds of {@code r1Interval} steps, at least 1
     */
    public static Benchmark run(NetworkConfig network, Objective objective, int batch, int steps) {
        TrainingConfig config =
                new TrainingConfig(
                        network,
                        objective,
                        Schedule.fixed(network.resolution(), batch, 0.001),
                        0,
                        0.99,
                        10,
                        Augmentation.NONE,
                        false,
                        1e9,
                        0);
        try (GanTrainer trainer = new GanTrainer(config)) {
            Batch images = random(network, batch);
            int interval = objective.r1Gamma() > 0 ? objective.r1Interval() : 1;
            double seconds = steps(trainer, images, steps, interval) / interval;
            double generation = generation(trainer.generatorEma(), network, batch);
            Double gflops =
                    network instanceof StyleConfig style
                            ? stepOperations(style, objective, batch) / seconds / 1e9
                            : null;
            return new Benchmark(
                    seconds,
                    batch / seconds,
                    batch / generation,
                    convolution(network, batch),
                    gflops,
                    trainer.generator().parameters().count(),
                    trainer.discriminator().parameters().count(),
                    Engine.threads());
        }
    }

    /** Median seconds of so many steps as lazy regularisation takes for one round. */
    private static double steps(GanTrainer trainer, Batch images, int rounds, int interval) {
        return median(
                rounds,
                WARM_UP,
                () -> {
                    for (int i = 0; i < interval; i++) {
                        trainer.step(images);
                    }
                });
    }

    private static double generation(Generator generator, NetworkConfig network, int batch) {
        return median(
                GENERATIONS,
                WARM_UP,
                () -> {
                    try (Scope scope = new Scope();
                            NoGradGuard noGrad = new NoGradGuard()) {
                        Tensor z = Ops.randn(DType.FLOAT32, batch, network.latentSize());
                        generator.forward(z, null, 0, LayerTap.NONE);
                    }
                });
    }

    /** The width and size of the network's last layer. */
    private static double convolution(NetworkConfig network, int batch) {
        long side = network.resolution();
        long c = network instanceof StyleConfig style ? style.fmaps(style.resolutionLog2()) : 64;
        try (Scope scope = new Scope()) {
            Tensor x = Ops.channelsLast(Ops.randn(DType.FLOAT32, batch, c, side, side));
            Tensor w = Ops.channelsLast(Ops.randn(DType.FLOAT32, c, c, 3, 3));
            x.requires_grad_(true);
            w.requires_grad_(true);
            double seconds =
                    median(
                            CONVOLUTIONS,
                            WARM_UP,
                            () -> {
                                try (Scope inner = new Scope()) {
                                    Tensor y = Convolutions.conv2d(x, w, null, 1);
                                    Ops.backward(y, y.detach());
                                }
                            });
            return 6.0 * batch * c * c * 9 * side * side / seconds / 1e9;
        }
    }

    /**
     * Operations of a step. With G and D the multiply-adds of one forward pass: the discriminator's
     * half takes G + 2D forward, 4D backward, and 3D for R1 (the image gradient, and both gradients
     * of that); the generator's half takes 3G, D forward and D backward.
     */
    private static double stepOperations(StyleConfig c, Objective objective, int batch) {
        double g = c.generatorMultiplyAdds();
        double d = c.discriminatorMultiplyAdds();
        double r1 = objective.r1Gamma() > 0 ? 3 * d / objective.r1Interval() : 0;
        return 2.0 * batch * (4 * g + 8 * d + r1);
    }

    private static Batch random(NetworkConfig network, int batch) {
        int side = network.resolution();
        byte[] pixels = new byte[batch * network.channels() * side * side];
        new Random(0).nextBytes(pixels);
        return new Batch(0, batch, network.channels(), side, pixels, new int[batch]);
    }

    private static double median(int times, int warmUp, Runnable work) {
        double[] seconds = new double[times];
        for (int i = -warmUp; i < times; i++) {
            long start = System.nanoTime();
            work.run();
            if (i >= 0) {
                seconds[i] = (System.nanoTime() - start) / 1e9;
            }
        }
        Arrays.sort(seconds);
        return seconds[times / 2];
    }
}

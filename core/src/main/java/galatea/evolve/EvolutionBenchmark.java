package galatea.evolve;

import galatea.model.NetworkConfig;
import galatea.torch.DType;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Scope;
import galatea.train.Augmentation;
import galatea.train.Objective;
import galatea.train.Schedule;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Speed of evolution on this machine, on random reals.
 *
 * @param generationsPerSecond with three mutations, judged on as many samples as a step has
 * @param plainStepsPerSecond of the same discriminator steps and one mutation without judging: an
 *     ordinary GAN
 * @param ratio how many ordinary steps a generation costs
 * @param discriminatorSteps per generation and per ordinary step
 * @param breedingThreads children bred at the same time
 * @param threads of the engine inside an operation
 */
public record EvolutionBenchmark(
        double generationsPerSecond,
        double plainStepsPerSecond,
        double ratio,
        int discriminatorSteps,
        int breedingThreads,
        int threads) {

    private static final int ROUNDS = 5;

    /**
     * Measures both in turn, and takes the median of the rounds.
     *
     * @param batch samples per step and for judging
     * @param generations timed in each of the rounds, at least 1
     */
    public static EvolutionBenchmark run(
            NetworkConfig network,
            Objective objective,
            int batch,
            int discriminatorSteps,
            int breedingThreads,
            int generations) {
        EvolutionConfig evolution = config(network, objective, batch, discriminatorSteps);
        EvolutionRules one = evolution.rules().withMutations(List.of("heuristic"));
        EvolutionConfig plain = evolution.with(one, generations, 0);
        double[] evolving = new double[ROUNDS];
        double[] stepping = new double[ROUNDS];
        try (EvolutionTrainer breeding = new EvolutionTrainer(evolution, breedingThreads);
                EvolutionTrainer training = new EvolutionTrainer(plain, 1)) {
            for (int round = -1; round < ROUNDS; round++) { // the first warms up
                double generation = seconds(breeding, generations);
                double step = seconds(training, generations);
                if (round >= 0) {
                    evolving[round] = generation;
                    stepping[round] = step;
                }
            }
        }
        double generation = median(evolving);
        double step = median(stepping);
        return new EvolutionBenchmark(
                1 / generation,
                1 / step,
                generation / step,
                discriminatorSteps,
                breedingThreads,
                Engine.threads());
    }

    private static EvolutionConfig config(
            NetworkConfig network, Objective objective, int batch, int discriminatorSteps) {
        EvolutionRules p = EvolutionPreset.GALATEA.rules(true);
        EvolutionRules rules =
                new EvolutionRules(
                        p.mutations(),
                        p.parents(),
                        discriminatorSteps,
                        batch,
                        p.fitness(),
                        p.selection(),
                        p.plus(),
                        p.order(),
                        p.fakes(),
                        p.siblings(),
                        p.moments(),
                        p.halves(),
                        p.sharedLatents());
        return new EvolutionConfig(
                network,
                objective,
                rules,
                Schedule.fixed(network.resolution(), batch, 1e-4),
                0,
                0.5,
                0.99,
                Augmentation.NONE,
                false,
                1,
                0);
    }

    /** Seconds per generation, on the same reals each time. */
    private static double seconds(EvolutionTrainer trainer, int generations) {
        NetworkConfig network = trainer.config().network();
        int count = trainer.config().realsPerGeneration();
        int side = network.resolution();
        try (Scope scope = new Scope()) {
            Tensor reals = Ops.randn(DType.FLOAT32, count, network.channels(), side, side);
            long start = System.nanoTime();
            for (int i = 0; i < generations; i++) {
                trainer.step(reals);
            }
            return (System.nanoTime() - start) / 1e9 / generations;
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}

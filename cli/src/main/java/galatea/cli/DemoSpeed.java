package galatea.cli;

import galatea.data.Sampler;
import galatea.data.TrainingImages;
import galatea.torch.Engine;
import galatea.train.GanTrainer;
import java.util.Map;
import java.util.TreeMap;

/**
 * How fast this machine trains the network of the demonstration.
 *
 * @param threads of the engine with which it is fastest
 * @param imagesPerSecond by resolution
 */
record DemoSpeed(int threads, Map<Integer, Double> imagesPerSecond) {
    /** Discarded: the first steps are slow. */
    private static final double WARM_UP_SECONDS = 1;

    private static final double SECONDS = 1.5;

    /**
     * Takes about fifteen seconds.
     *
     * <p>On a busy machine threads that wait for each other at every small operation make the
     * engine many times slower, so one thread can be tried as well as all. The engine is left with
     * the better number.
     *
     * @param chooseThreads whether to try one thread too
     */
    static DemoSpeed measure(TrainingImages images, boolean chooseThreads) {
        measure(images, 8); // warms the process up
        if (chooseThreads) {
            chooseThreads(images);
        }
        Map<Integer, Double> imagesPerSecond = new TreeMap<>();
        for (int resolution : DemoPlan.RESOLUTIONS) {
            imagesPerSecond.put(resolution, measure(images, resolution));
        }
        return new DemoSpeed(Engine.threads(), imagesPerSecond);
    }

    private static void chooseThreads(TrainingImages images) {
        int most = Engine.threads();
        double all = measure(images, DemoPlan.RESOLUTION);
        Engine.setThreads(1);
        if (measure(images, DemoPlan.RESOLUTION) < all) {
            Engine.setThreads(most);
        }
    }

    private static double measure(TrainingImages images, int resolution) {
        DemoPlan plan = new DemoPlan(1, 0);
        try (GanTrainer trainer = new GanTrainer(plan.trainingAt(resolution))) {
            Sampler sampler = new Sampler(images, 0, false);
            train(trainer, sampler, WARM_UP_SECONDS);
            return train(trainer, sampler, SECONDS);
        }
    }

    /** Trains for a while, whole rounds of the penalty; gives images per second. */
    private static double train(GanTrainer trainer, Sampler sampler, double seconds) {
        long start = System.nanoTime();
        long before = trainer.imagesSeen();
        int round = trainer.config().objective().r1Interval();
        while (System.nanoTime() - start < seconds * 1e9) {
            for (int i = 0; i < round; i++) {
                trainer.step(sampler.next(trainer.nextBatch()));
            }
        }
        return (trainer.imagesSeen() - before) / ((System.nanoTime() - start) / 1e9);
    }
}

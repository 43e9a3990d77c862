package galatea.cli;

import galatea.data.Sampler;
import galatea.data.TrainingImages;
import galatea.train.GanTrainer;
import java.util.Map;
import java.util.TreeMap;

/** How fast this machine trains the network of the demonstration. */
final class DemoSpeed {
    /** Discarded: the first steps of a process are slow. */
    private static final double WARM_UP_SECONDS = 1;

    private static final double SECONDS = 1.5;

    private DemoSpeed() {}

    /** Images per second by resolution; takes about eight seconds. */
    static Map<Integer, Double> measure(TrainingImages images) {
        Map<Integer, Double> imagesPerSecond = new TreeMap<>();
        DemoPlan plan = new DemoPlan(1, 0);
        for (int resolution : DemoPlan.RESOLUTIONS) {
            try (GanTrainer trainer = new GanTrainer(plan.trainingAt(resolution))) {
                Sampler sampler = new Sampler(images, 0, false);
                train(trainer, sampler, WARM_UP_SECONDS);
                imagesPerSecond.put(resolution, train(trainer, sampler, SECONDS));
            }
        }
        return imagesPerSecond;
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

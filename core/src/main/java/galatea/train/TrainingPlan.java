package galatea.train;

import galatea.data.Batch;
import galatea.data.Sampler;
import galatea.data.TrainingImages;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;

/**
 * What a training will cost, measured by a few steps at each resolution.
 *
 * @param generatorParameters trained numbers of the generator
 * @param discriminatorParameters trained numbers of the discriminator
 * @param stages one per resolution, in order
 * @param memoryBytes resident memory of this process after the largest resolution
 */
public record TrainingPlan(
        long generatorParameters,
        long discriminatorParameters,
        List<Stage> stages,
        long memoryBytes) {

    /** Steps timed at each resolution, after one to warm up. */
    private static final int TIMED_STEPS = 2;

    /** Copies the list. */
    public TrainingPlan {
        stages = List.copyOf(stages);
    }

    /**
     * A resolution's share of the training.
     *
     * @param kimg thousands of images while it is the highest in use, fading included
     * @param imagesPerSecond as measured
     */
    public record Stage(int resolution, double kimg, int batch, double imagesPerSecond) {
        /** Expected duration. */
        public double seconds() {
            return kimg * 1000 / imagesPerSecond;
        }
    }

    /** Expected duration of all stages. */
    public double seconds() {
        return stages.stream().mapToDouble(Stage::seconds).sum();
    }

    /** Images per second over all stages. */
    public double imagesPerSecond() {
        return stages.stream().mapToDouble(Stage::kimg).sum() * 1000 / seconds();
    }

    /** Takes the steps on networks of their own, which are then thrown away. */
    public static TrainingPlan measure(TrainingConfig config, TrainingImages images) {
        try (GanTrainer trainer = new GanTrainer(config)) {
            Sampler sampler = new Sampler(images, config.seed(), config.mirror());
            List<Stage> stages = new ArrayList<>();
            long end = Math.round(config.totalKimg() * 1000);
            long from = 0;
            while (from < end) {
                long until = Math.min(end, stageEnd(config.schedule(), from));
                stages.add(stage(trainer, sampler, from, until));
                from = until;
            }
            return new TrainingPlan(
                    trainer.generator().parameters().count(),
                    trainer.discriminator().parameters().count(),
                    stages,
                    Pointer.physicalBytes());
        }
    }

    /** The image at which the next resolution enters; the fade counts to the higher one. */
    private static long stageEnd(Schedule schedule, long from) {
        long phase = Math.round((schedule.stableKimg() + schedule.fadeKimg()) * 1000);
        long stable = Math.round(schedule.stableKimg() * 1000);
        long phases = schedule.imagesToFullResolution() / phase;
        long next = from < stable ? 0 : (from - stable) / phase + 1;
        return next >= phases ? Long.MAX_VALUE : next * phase + Math.max(stable, 1);
    }

    private static Stage stage(GanTrainer trainer, Sampler sampler, long from, long until) {
        // Just inside the fade, whose steps are the dearest of the stage.
        trainer.restore(trainer.step(), Math.min(from + 1, until - 1), 0, 0);
        int batchSize = trainer.nextBatch();
        int resolution = trainer.config().schedule().resolutionAt(trainer.lod());
        Batch batch = sampler.at(0, batchSize);
        trainer.step(batch);
        long start = System.nanoTime();
        for (int i = 0; i < TIMED_STEPS; i++) {
            trainer.restore(trainer.step(), Math.min(from + 1, until - 1), 0, 0);
            trainer.step(batch);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double rate = TIMED_STEPS * batchSize / seconds;
        return new Stage(resolution, (until - from) / 1000.0, batchSize, rate);
    }
}

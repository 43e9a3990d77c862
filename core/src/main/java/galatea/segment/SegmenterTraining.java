package galatea.segment;

import galatea.data.ProgressListener;
import galatea.image.Picture;
import galatea.train.Seeds;
import galatea.train.StoppableRun;
import galatea.train.TrainingFailedException;
import java.io.IOException;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The training of a U-Net on labelled pictures from the first step to the last. */
public final class SegmenterTraining implements StoppableRun, AutoCloseable {
    /** Label maps that the frequencies of the classes are taken from. */
    private static final int COUNTED = 500;

    private final SegmenterConfig config;
    private final LabelledPictures pictures;
    private final HeldOut parts;
    private final SegmenterTrainer trainer;
    private final Listener listener;
    private volatile boolean stopped;

    /** Follows a training and decides nothing. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A step was taken.
         *
         * @param step steps so far
         * @param loss in nats per pixel
         */
        void stepped(int step, double loss);
    }

    /**
     * A new training; reads some label maps to weigh the classes.
     *
     * @param pictures at the resolution of the config; not closed with the training
     */
    public SegmenterTraining(SegmenterConfig config, LabelledPictures pictures, Listener listener)
            throws IOException {
        if (config.resolution() != pictures.resolution()) {
            throw new IllegalArgumentException(
                    "resolution of the pictures must be %d: %d"
                            .formatted(config.resolution(), pictures.resolution()));
        }
        this.config = config;
        this.pictures = pictures;
        this.listener = listener;
        parts = HeldOut.split(pictures.names(), config.heldOut());
        int unlabelled = pictures.classes().unlabelled();
        float[] weights = PixelLoss.weights(count(), unlabelled, config.balanced());
        trainer = new SegmenterTrainer(config, weights);
    }

    /** Pixels per class in some of the pictures. */
    private long[] count() throws IOException {
        long[] counts = new long[pictures.classes().size()];
        int stride = Math.max(1, trainingSize() / COUNTED);
        for (int i = 0; i < trainingSize(); i += stride) {
            for (byte label : pictures.example(parts.training()[i]).labels()) {
                counts[label & 0xff]++;
            }
        }
        return counts;
    }

    /** Pictures learnt from. */
    public int trainingSize() {
        return parts.training().length;
    }

    /** Pictures kept to judge by. */
    public int heldOutSize() {
        return parts.heldOut().length;
    }

    /** Pictures shown so far. */
    public long imagesSeen() {
        return (long) trainer.step() * config.batch();
    }

    /**
     * Trains until done, or until stopped.
     *
     * @throws TrainingFailedException if the loss is not a number any more
     */
    @Override
    public void run() throws IOException {
        while (trainer.step() < config.steps() && !stopped) {
            LabelledBatch batch = pictures.batch(next());
            double loss = trainer.step(batch);
            if (!Double.isFinite(loss)) {
                throw new TrainingFailedException(
                        "loss must be finite: %s at step %d; try a smaller learning rate"
                                .formatted(loss, trainer.step()));
            }
            listener.stepped(trainer.step(), loss);
        }
    }

    /** Pictures of the next step, drawn with replacement. */
    private int[] next() {
        long seed = Seeds.mix(config.seed() + 2, trainer.step());
        return new SplittableRandom(seed)
                .ints(config.batch(), 0, trainingSize())
                .map(i -> parts.training()[i])
                .toArray();
    }

    /** The network as trained so far; the caller closes it. */
    public UNetSegmenter segmenter() {
        return trainer.segmenter(pictures.classes());
    }

    /**
     * How good a segmenter is on the pictures held out; null if there are none.
     *
     * @param listener hears how many of them are done
     */
    public @Nullable ConfusionMatrix judge(Segmenter segmenter, ProgressListener listener)
            throws IOException {
        return parts.heldOut().length == 0
                ? null
                : Evaluation.of(segmenter, pictures, parts.heldOut(), listener);
    }

    /** The figures of a matrix of {@link #judge}; null for none. */
    public @Nullable SegmenterScore score(@Nullable ConfusionMatrix matrix) {
        return matrix == null
                ? null
                : SegmenterScore.of(matrix, heldOutSize(), config.resolution());
    }

    /**
     * Some of the pictures held out (of those learnt from, if none are): each with its label map
     * and with what a segmenter makes of it.
     */
    public Picture examples(Segmenter segmenter) throws IOException {
        int[] shown = heldOutSize() == 0 ? parts.training() : parts.heldOut();
        return Evaluation.examples(segmenter, pictures, shown);
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }

    @Override
    public void close() {
        trainer.close();
    }
}

package galatea.train;

import galatea.data.Prefetcher;
import galatea.data.Sampler;
import galatea.data.TrainingImages;
import galatea.model.NetworkFile;
import galatea.model.Provenance;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * A training with its folder: steps, ticks, snapshots, until it is done or asked to stop.
 *
 * <p>{@link #stop} may be called from any thread; everything else belongs to one.
 */
public final class TrainingRun implements StoppableRun, AutoCloseable {
    /** After so many steps in a row without finite numbers the run gives up. */
    private static final int SKIPS_IN_A_ROW = 20;

    private static final String ADVICE =
            "the last snapshot is kept; start a new run with a lower --learning-rate or a larger --gamma";

    private final RunDirectory directory;
    private final GanTrainer trainer;
    private final TrainingImages images;
    private final Pace pace;
    private final Audience<TrainingListener> audience;
    private volatile boolean stopped;
    private long skippedSteps;
    private int skipsInARow;
    private double seconds;
    private long imagesShown; // since started or resumed
    private long savedAt = -1;

    /**
     * How often a run reports and saves.
     *
     * @param tickKimg thousands of images between statistics, above 0
     * @param snapshotKimg thousands of images between snapshots, above 0
     */
    public record Pace(double tickKimg, double snapshotKimg) {
        /** Checks both. */
        public Pace {
            if (!(tickKimg > 0) || !(snapshotKimg > 0)) {
                throw new IllegalArgumentException(
                        "tickKimg and snapshotKimg must be positive: %s, %s"
                                .formatted(tickKimg, snapshotKimg));
            }
        }
    }

    private TrainingRun(
            RunDirectory directory,
            GanTrainer trainer,
            TrainingImages images,
            Pace pace,
            List<TrainingListener> listeners) {
        this.directory = directory;
        this.trainer = trainer;
        this.images = images;
        this.pace = pace;
        audience = new Audience<>(listeners);
    }

    /** A run from the beginning; writes its options. */
    public static TrainingRun start(
            RunDirectory directory,
            TrainingConfig config,
            TrainingImages images,
            Pace pace,
            List<TrainingListener> listeners)
            throws IOException {
        requireFit(config, images);
        directory.write(RunDirectory.OPTIONS, TrainingConfigs.toJson(config));
        GanTrainer trainer = new GanTrainer(config);
        return new TrainingRun(directory, trainer, images, pace, listeners);
    }

    /** The configuration a run was started with. */
    public static TrainingConfig configOf(RunDirectory directory) throws IOException {
        return directory.options("rules", "an evolution", TrainingConfigs::fromJson);
    }

    /** Continues a run to the length it was started with. */
    public static TrainingRun resume(
            RunDirectory directory,
            TrainingImages images,
            Pace pace,
            List<TrainingListener> listeners)
            throws IOException {
        return resume(directory, configOf(directory), images, pace, listeners);
    }

    /**
     * Continues the newest loadable state of a run.
     *
     * @param config {@link #configOf} the run, or the same with another length
     * @throws IOException if there is no state; the message says what was found
     */
    public static TrainingRun resume(
            RunDirectory directory,
            TrainingConfig config,
            TrainingImages images,
            Pace pace,
            List<TrainingListener> listeners)
            throws IOException {
        requireFit(config, images);
        GanTrainer trainer =
                directory.newestState(
                        state -> TrainingState.load(state, config), () -> new GanTrainer(config));
        directory.write(RunDirectory.OPTIONS, TrainingConfigs.toJson(config));
        TrainingRun run = new TrainingRun(directory, trainer, images, pace, listeners);
        run.savedAt = trainer.imagesSeen();
        return run;
    }

    private static void requireFit(TrainingConfig config, TrainingImages images) {
        int classes = config.network().labelSize();
        boolean fits =
                images.resolution() == config.network().resolution()
                        && images.channels() == config.network().channels()
                        && (classes == 0 || images.classes().size() == classes);
        if (!fits) {
            throw new IllegalArgumentException(
                    "images must have %d px, %d channels and %d classes: %d px, %d, %d"
                            .formatted(
                                    config.network().resolution(),
                                    config.network().channels(),
                                    classes,
                                    images.resolution(),
                                    images.channels(),
                                    images.classes().size()));
        }
    }

    /** The folder of the run. */
    public RunDirectory directory() {
        return directory;
    }

    /** Networks and counters. */
    public GanTrainer trainer() {
        return trainer;
    }

    /** What is trained on. */
    public TrainingImages images() {
        return images;
    }

    /** Wall-clock seconds of training since the run was started or resumed. */
    public double seconds() {
        return seconds;
    }

    /** Training speed since the run was started or resumed, saving left out. */
    public double imagesPerSecond() {
        return seconds > 0 ? imagesShown / seconds : 0;
    }

    /** Steps left out since the run was started or resumed, because a number was not finite. */
    public long skippedSteps() {
        return skippedSteps;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }

    /**
     * Trains until the configured number of images, or until stopped.
     *
     * @throws TrainingFailedException if numbers stay infinite; the last good snapshot is kept
     * @throws IOException if another run trains in the folder, or a file cannot be written; the run
     *     can be resumed from the last snapshot
     */
    @Override
    public void run() throws IOException {
        try (Closeable lock = directory.lock()) {
            audience.during(this::train, listener -> listener.ended(this));
        }
    }

    private void train() throws IOException {
        TrainingConfig config = trainer.config();
        Sampler sampler = new Sampler(images, config.seed(), config.mirror());
        sampler.seek(trainer.imagesSeen());
        try (Prefetcher prefetcher = new Prefetcher(sampler)) {
            audience.tell(listener -> listener.started(this));
            while (!isDone()) {
                tick(prefetcher);
                if (!isDone() && sinceSave() >= pace.snapshotKimg * 1000) {
                    save();
                }
            }
            save(); // also when stopped before the first step
        }
    }

    private boolean isDone() {
        return stopped || trainer.imagesSeen() >= trainer.config().totalKimg() * 1000;
    }

    private long sinceSave() {
        return trainer.imagesSeen() - Math.max(savedAt, 0);
    }

    private void tick(Prefetcher prefetcher) throws IOException {
        TickMeter meter = new TickMeter();
        long end = trainer.imagesSeen() + Math.max(1, Math.round(pace.tickKimg * 1000));
        while (!isDone() && trainer.imagesSeen() < end) {
            long start = System.nanoTime();
            int batch = trainer.nextBatch();
            StepReport report = trainer.step(prefetcher.next(batch));
            double stepSeconds = (System.nanoTime() - start) / 1e9;
            seconds += stepSeconds;
            imagesShown += batch;
            meter.add(report, batch, stepSeconds);
            countSkip(report);
            audience.tell(listener -> listener.stepped(this, report));
        }
        StepReport means = meter.means();
        if (means != null) {
            TickReport report = report(means, meter.imagesPerSecond());
            audience.tell(listener -> listener.ticked(this, report));
        }
    }

    private TickReport report(StepReport means, double imagesPerSecond) {
        Schedule schedule = trainer.config().schedule();
        double lod = trainer.lod();
        return new TickReport(
                trainer.imagesSeen(),
                trainer.step(),
                lod,
                schedule.resolutionAt(lod),
                schedule.batchAt(lod),
                schedule.learningRateAt(lod),
                means,
                skippedSteps,
                imagesPerSecond,
                seconds);
    }

    private void countSkip(StepReport report) {
        skipsInARow = report.finite() ? 0 : skipsInARow + 1;
        skippedSteps += report.finite() ? 0 : 1;
        if (skipsInARow >= SKIPS_IN_A_ROW) {
            throw new TrainingFailedException(
                    "%d steps in a row gave numbers that are not finite (last: %s); %s"
                            .formatted(skipsInARow, report, ADVICE));
        }
    }

    /** Saves network and state, unless this was done already for the images seen. */
    private void save() throws IOException {
        if (savedAt == trainer.imagesSeen()) {
            return;
        }
        requireFinite();
        long seen = trainer.imagesSeen();
        Provenance provenance =
                Provenance.of(
                        trainer.config().seed(), seen, images.description(), images.contentHash());
        NetworkFile.save(
                directory.snapshot(seen / 1000),
                trainer.generatorEma(),
                null,
                trainer.lod(),
                provenance);
        TrainingState.save(directory.state(seen / 1000), trainer);
        savedAt = seen;
        directory.dropOldStates();
        audience.tell(listener -> listener.saved(this));
    }

    /** A broken network must not take the place of a good one. */
    private void requireFinite() {
        if (!trainer.isFinite()) {
            throw new TrainingFailedException(
                    "weights are not finite after %d steps; %s".formatted(trainer.step(), ADVICE));
        }
    }

    @Override
    public void close() throws IOException {
        trainer.close();
        images.close();
    }
}

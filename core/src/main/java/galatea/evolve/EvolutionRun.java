package galatea.evolve;

import galatea.model.NetworkConfig;
import galatea.model.NetworkFile;
import galatea.model.Provenance;
import galatea.torch.Scope;
import galatea.train.Audience;
import galatea.train.RunDirectory;
import galatea.train.StoppableRun;
import galatea.train.TrainingFailedException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An evolution with its folder: generations, ticks, snapshots, until it is done or asked to stop.
 * Numbers in file names are generations; the network that is saved is the fittest survivor.
 *
 * <p>{@link #stop} may be called from any thread; everything else belongs to one.
 */
public final class EvolutionRun implements StoppableRun, AutoCloseable {
    private final RunDirectory directory;
    private final EvolutionTrainer trainer;
    private final Reals reals;
    private final Pace pace;
    private final Audience<EvolutionListener> audience;
    private volatile boolean stopped;
    private long deaths;
    private double seconds;
    private long bredHere; // generations since started or resumed
    private long savedAt = -1;

    /**
     * How often a run reports and saves.
     *
     * @param tick generations between statistics, at least 1
     * @param snapshot generations between snapshots, at least 1
     */
    public record Pace(long tick, long snapshot) {
        /** Checks both. */
        public Pace {
            if (tick < 1 || snapshot < 1) {
                throw new IllegalArgumentException(
                        "generations between ticks and between snapshots must be at least 1: %d, %d"
                                .formatted(tick, snapshot));
            }
        }
    }

    private EvolutionRun(
            RunDirectory directory,
            EvolutionTrainer trainer,
            Reals reals,
            Pace pace,
            List<EvolutionListener> listeners) {
        this.directory = directory;
        this.trainer = trainer;
        this.reals = reals;
        this.pace = pace;
        audience = new Audience<>(listeners);
    }

    /**
     * A run from the beginning; writes its options.
     *
     * @param breedingThreads see {@link EvolutionTrainer}
     */
    public static EvolutionRun start(
            RunDirectory directory,
            EvolutionConfig config,
            Reals reals,
            int breedingThreads,
            Pace pace,
            List<EvolutionListener> listeners)
            throws IOException {
        requireFit(config, reals);
        directory.write(RunDirectory.OPTIONS, config.toJson());
        EvolutionTrainer trainer = new EvolutionTrainer(config, breedingThreads);
        return new EvolutionRun(directory, trainer, reals, pace, listeners);
    }

    /** The configuration a run was started with. */
    public static EvolutionConfig configOf(RunDirectory directory) throws IOException {
        return directory.options("emaKimg", "a training", EvolutionConfig::fromJson);
    }

    /**
     * Continues the newest loadable state of a run.
     *
     * @param config {@link #configOf} the run, or the same with another length
     * @throws IOException if there is no state; the message says what was found
     */
    public static EvolutionRun resume(
            RunDirectory directory,
            EvolutionConfig config,
            Reals reals,
            int breedingThreads,
            Pace pace,
            List<EvolutionListener> listeners)
            throws IOException {
        requireFit(config, reals);
        EvolutionTrainer trainer =
                directory.newestState(
                        state -> EvolutionState.load(state, config, breedingThreads),
                        () -> new EvolutionTrainer(config, breedingThreads));
        if (config.generations() < trainer.generation()) {
            trainer.close();
            throw new IllegalArgumentException(
                    "generations must be at least the %d of the run so far: %d"
                            .formatted(trainer.generation(), config.generations()));
        }
        directory.write(RunDirectory.OPTIONS, config.toJson());
        EvolutionRun run = new EvolutionRun(directory, trainer, reals, pace, listeners);
        run.savedAt = trainer.generation();
        return run;
    }

    private static void requireFit(EvolutionConfig config, Reals reals) {
        NetworkConfig network = config.network();
        if (reals.channels() != network.channels() || reals.resolution() != network.resolution()) {
            throw new IllegalArgumentException(
                    "reals must have %d channels and %d px: %d, %d"
                            .formatted(
                                    network.channels(),
                                    network.resolution(),
                                    reals.channels(),
                                    reals.resolution()));
        }
    }

    /** The folder of the run. */
    public RunDirectory directory() {
        return directory;
    }

    /** Networks and counters. */
    public EvolutionTrainer trainer() {
        return trainer;
    }

    /** What is evolved on. */
    public Reals reals() {
        return reals;
    }

    /** How often it reports and saves. */
    public Pace pace() {
        return pace;
    }

    /** Wall-clock seconds of breeding since the run was started or resumed. */
    public double seconds() {
        return seconds;
    }

    /** Speed since the run was started or resumed, saving and measuring left out. */
    public double generationsPerSecond() {
        return seconds > 0 ? bredHere / seconds : 0;
    }

    /** Children that died of numbers that are not finite, since the run was started or resumed. */
    public long deaths() {
        return deaths;
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
     * Breeds until the configured number of generations, or until stopped.
     *
     * @throws TrainingFailedException if no child lives for long; the last good snapshot is kept
     * @throws IOException if another run breeds in the folder, or a file cannot be written; the run
     *     can be resumed from the last snapshot
     */
    @Override
    public void run() throws IOException {
        try (Closeable lock = directory.lock()) {
            audience.during(this::breed, listener -> listener.ended(this));
        }
    }

    private void breed() throws IOException {
        audience.tell(listener -> listener.started(this));
        while (!isDone()) {
            tick();
            if (!isDone() && trainer.generation() % pace.snapshot == 0) {
                save();
            }
        }
        save();
    }

    private boolean isDone() {
        return stopped || trainer.generation() >= trainer.config().generations();
    }

    /** Up to the next multiple of the ticks' and the snapshots' distance. */
    private void tick() throws IOException {
        EvolutionMeter meter = new EvolutionMeter(trainer.config().rules());
        do {
            long start = System.nanoTime();
            GenerationReport report = step();
            double stepSeconds = (System.nanoTime() - start) / 1e9;
            seconds += stepSeconds;
            bredHere++;
            deaths += report.deaths();
            meter.add(report, stepSeconds);
            audience.tell(listener -> listener.bred(this, report));
            requireLife();
        } while (!isDone()
                && trainer.generation() % pace.tick != 0
                && trainer.generation() % pace.snapshot != 0);
        EvolutionTick tick = meter.tick(trainer, deaths, seconds);
        audience.tell(listener -> listener.ticked(this, tick));
    }

    private GenerationReport step() {
        try (Scope scope = new Scope()) {
            int count = trainer.config().realsPerGeneration();
            return trainer.step(reals.at(trainer.realsSeen(), count, trainer.lod()));
        }
    }

    private void requireLife() throws IOException {
        String diagnosis = trainer.lifeSigns().diagnosis(trainer.generation());
        if (diagnosis != null) {
            throw new TrainingFailedException(diagnosis + "; " + advice());
        }
    }

    private String advice() throws IOException {
        long trouble = trainer.generation() - trainer.lifeSigns().equal();
        Optional<Path> good = directory.newestSnapshot(trouble);
        return good.map(file -> file.getFileName() + " is the last good snapshot")
                        .orElse("there is no good snapshot yet")
                + "; start a new run with a lower --learning-rate";
    }

    /** Saves survivor and state, unless this was done already for the generation. */
    private void save() throws IOException {
        long generation = trainer.generation();
        if (savedAt == generation) {
            return;
        }
        if (!trainer.isFinite()) {
            throw new TrainingFailedException(
                    "weights are not finite after %d generations; %s"
                            .formatted(generation, advice()));
        }
        Provenance provenance =
                Provenance.of(
                        trainer.config().seed(),
                        trainer.realsSeen(),
                        reals.description(),
                        reals.contentHash());
        Path snapshot = directory.snapshot(generation);
        NetworkFile.save(snapshot, trainer.survivor(), null, trainer.lod(), provenance);
        EvolutionState.save(directory.state(generation), trainer);
        savedAt = generation;
        directory.dropOldStates();
        audience.tell(listener -> listener.saved(this));
    }

    @Override
    public void close() throws IOException {
        trainer.close();
        reals.close();
    }
}

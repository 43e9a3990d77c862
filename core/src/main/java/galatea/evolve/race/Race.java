package galatea.evolve.race;

import galatea.evolve.EvolutionConfig;
import galatea.evolve.EvolutionTrainer;
import galatea.evolve.PointMetrics;
import galatea.evolve.PointReals;
import galatea.evolve.SurvivorCount;
import galatea.points.PointSource;
import galatea.torch.Engine;
import galatea.torch.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Runs racers over seeds, several at a time, each on one thread: what one reaches depends neither
 * on the others nor on how many run beside it.
 */
public final class Race {
    private static final int MEASURES = 50;

    private final RaceConfig config;
    private final PointSource source;

    /** A race on a distribution of points. */
    public Race(RaceConfig config, PointSource source) {
        this.config = config;
        this.source = source;
    }

    /** A racer with a seed. */
    record Start(Racer racer, int seed) {}

    /** Generations of all that is not done yet. */
    public long generations(List<RaceResult> done) {
        return left(done).stream()
                .mapToLong(start -> config.evolution(start.racer, start.seed).generations())
                .sum();
    }

    /** Takes in the result of a racer with a seed as soon as it is there. */
    @FunctionalInterface
    public interface Finish {
        /** Called on the thread that runs the race. */
        void reached(RaceResult result) throws IOException;
    }

    /**
     * Runs what is not done yet.
     *
     * @param done results of an earlier, stopped race
     * @param jobs how many run at a time, at least 1
     * @param progress takes in generations bred, from any thread
     * @param stopped asked after every generation; what is under way is then given up
     * @throws CancellationException if it was stopped
     */
    public void run(
            List<RaceResult> done,
            int jobs,
            LongConsumer progress,
            BooleanSupplier stopped,
            Finish finish)
            throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(jobs, Race::daemon);
        AtomicBoolean over = new AtomicBoolean();
        BooleanSupplier givenUp = () -> over.get() || stopped.getAsBoolean();
        try {
            CompletionService<RaceResult> running = new ExecutorCompletionService<>(threads);
            List<Start> left = left(done);
            left.forEach(start -> running.submit(() -> result(start, progress, givenUp)));
            for (int i = 0; i < left.size(); i++) {
                finish.reached(await(running));
            }
        } finally {
            over.set(true); // after a failure, the others would go on for nobody
            end(threads);
        }
    }

    /** Returns when no training runs any more. */
    private static void end(ExecutorService threads) {
        threads.shutdownNow();
        try {
            threads.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Seed by seed, so that a race that is stopped has compared all racers on the first ones. */
    private List<Start> left(List<RaceResult> done) {
        List<Start> left = new ArrayList<>();
        for (int seed = 0; seed < config.seeds(); seed++) {
            for (Racer racer : config.racers()) {
                long number = config.base().seed() + seed;
                if (done.stream()
                        .noneMatch(r -> r.racer().equals(racer.name()) && r.seed() == number)) {
                    left.add(new Start(racer, seed));
                }
            }
        }
        return left;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "galatea-race");
        thread.setDaemon(true);
        return thread;
    }

    private static RaceResult await(CompletionService<RaceResult> running) {
        try {
            Future<RaceResult> future = running.take();
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException own) {
                throw own;
            }
            throw new IllegalStateException("a racer failed: " + e.getCause(), e.getCause());
        }
    }

    private RaceResult result(Start start, LongConsumer progress, BooleanSupplier stopped) {
        Engine.setThreads(1);
        long begin = System.nanoTime();
        EvolutionConfig evolution = config.evolution(start.racer, start.seed);
        PointReals reals = new PointReals(source, evolution.seed());
        SurvivorCount survivors = new SurvivorCount(evolution.rules().mutations());
        List<RaceResult.Measure> history = new ArrayList<>();
        long distance = Math.max(1, evolution.generations() / MEASURES);
        try (EvolutionTrainer trainer = new EvolutionTrainer(evolution, 1)) {
            while (trainer.generation() < evolution.generations()) {
                if (stopped.getAsBoolean()) {
                    throw new CancellationException("stopped");
                }
                breed(trainer, reals, survivors);
                progress.accept(1);
                long generation = trainer.generation();
                if (generation % distance == 0 || generation == evolution.generations()) {
                    PointMetrics metrics = PointMetrics.of(trainer.survivor(), source);
                    history.add(new RaceResult.Measure(generation, metrics));
                }
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new RaceResult(
                start.racer.name(),
                evolution.seed(),
                evolution.generations(),
                seconds,
                history,
                survivors.shares());
    }

    private static void breed(EvolutionTrainer trainer, PointReals reals, SurvivorCount survivors) {
        try (Scope scope = new Scope()) {
            int count = trainer.config().realsPerGeneration();
            survivors.add(trainer.step(reals.at(trainer.realsSeen(), count, 0)));
        }
    }
}

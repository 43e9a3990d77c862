package galatea.cli;

import galatea.data.TrainingImages;
import galatea.evolve.EvolutionConfig;
import galatea.evolve.EvolutionListener;
import galatea.evolve.EvolutionLog;
import galatea.evolve.EvolutionPictures;
import galatea.evolve.EvolutionRun;
import galatea.evolve.EvolutionStats;
import galatea.evolve.ImageReals;
import galatea.evolve.PointMetrics;
import galatea.evolve.PointReals;
import galatea.evolve.Reals;
import galatea.points.PointSource;
import galatea.torch.Engine;
import galatea.train.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Evolution of generators: E-GAN. */
@Command(
        name = "evolve",
        description = {
            "Evolves generators: each breeds children by mutation, a discriminator judges them, the"
                    + " fittest survive (E-GAN).",
            "On pictures of any source, with networks of any family; or on points in the plane, toy:"
                    + " and a name: ring8-egan, grid25-egan, ring8-pac, grid25-pac, ring8-radboud,"
                    + " grid25-radboud, swissroll, or a picture whose darkness is the density.",
            "A mode is covered by one sample, and well by 20, of 2500, nearer than 3 sigma to its"
                    + " centre; these are the high-quality samples. JSD and reverse KL, in nats,"
                    + " compare how they fall to the modes with an even share for each.",
            "The saved network is the fittest survivor. Ctrl-C saves; --resume continues exactly."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  galatea evolve --data toy:ring8-egan --outdir runs",
            "  galatea evolve --data photos/ --arch style --resolution 32 --outdir runs",
            "  galatea evolve --data toy:grid25-egan --selection random --parents 2",
            "  galatea evolve --resume runs/00000-ring8-egan"
        })
final class EvolveCommand extends Verb {
    private static final int SNAPSHOTS = 20;
    private static final int TICKS = 100;
    private static final Set<String> RESUMABLE =
            Set.of(
                    "--resume",
                    "--generations",
                    "--snap",
                    "--threads",
                    "--breeding-threads",
                    "--json",
                    "--stacktrace");

    @ArgGroup(multiplicity = "1")
    private Subject subject = new Subject();

    /** What is evolved: something new, or a run that was stopped. */
    private static final class Subject {
        @Option(
                names = "--data",
                required = true,
                paramLabel = "SRC",
                description = "Pictures (see docs/data.md), or toy:NAME.")
        private @Nullable String data;

        @Option(
                names = "--resume",
                required = true,
                paramLabel = "RUN",
                description =
                        "Continue this run folder exactly where it stopped; only --generations,"
                                + " --snap, --threads, --breeding-threads and --json may be given"
                                + " besides.")
        private @Nullable Path run;
    }

    @Option(
            names = "--outdir",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Folder in which the run gets a folder of its own (runs).")
    private Path outdir = Path.of("runs");

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the run (of the data).")
    private @Nullable String name;

    @Option(names = "--parents", paramLabel = "N", description = "Survivors of a generation (1).")
    private @Nullable Integer parents;

    @Mixin private EvolveOptions options = new EvolveOptions();

    @Option(
            names = "--snap",
            paramLabel = "N",
            description = "Generations between snapshots (a twentieth of the run).")
    private @Nullable Long snap;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads inside an operation (pictures: all processors; toys: 1).")
    private @Nullable Integer threads;

    @Option(
            names = "--breeding-threads",
            paramLabel = "N",
            description = "Children bred at the same time; changes no result (1).")
    private @Nullable Integer breedingThreads;

    @Option(names = "--json", description = "Print one JSON document about the run.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (crew() < 1) {
            throw new IllegalArgumentException("--breeding-threads must be at least 1: " + crew());
        }
        return subject.run == null ? begin(String.valueOf(subject.data)) : resume(subject.run);
    }

    private int begin(String source) throws IOException {
        EvolveOptions.Choice choice = options.choose(source, parents);
        boolean points = PointSource.isToy(choice.data().data());
        Engine.setThreads(
                threads != null
                        ? threads
                        : points ? 1 : Runtime.getRuntime().availableProcessors());
        EvolutionConfig config = choice.config();
        EvolutionRun.Pace pace = pace(config);
        try (Reals reals = open(choice.data(), config)) {
            RunDirectory directory = RunDirectory.create(outdir, name(choice.data()));
            choice.data().withRun(reals.contentHash(), Engine.threads()).save(directory);
            return evolve(EvolutionRun.start(directory, config, reals, crew(), pace, listeners()));
        }
    }

    private int resume(Path run) throws IOException {
        RunDirectory directory = RunDirectory.open(run);
        requireOnly(RESUMABLE);
        if (threads != null) {
            Engine.setThreads(threads);
        }
        DataChoice choice = DataChoice.load(directory);
        EngineThreads.resume(threads, choice.threads(), err());
        EvolutionConfig saved = EvolutionRun.configOf(directory);
        Long length = options.generations();
        EvolutionConfig config =
                length == null ? saved : saved.with(saved.rules(), length, saved.seed());
        try (Reals reals = open(choice, config)) {
            choice.requireSame(reals.contentHash());
            EvolutionRun.Pace pace = pace(config);
            return evolve(EvolutionRun.resume(directory, config, reals, crew(), pace, listeners()));
        }
    }

    private int crew() {
        return breedingThreads == null ? 1 : breedingThreads;
    }

    private Reals open(DataChoice choice, EvolutionConfig config) throws IOException {
        if (PointSource.isToy(choice.data())) {
            return new PointReals(PointSource.open(choice.data()), config.seed());
        }
        TrainingImages images = choice.openTelling(err());
        return new ImageReals(images, config.seed(), config.mirror());
    }

    private String name(DataChoice choice) {
        return name == null ? choice.runName() : name;
    }

    private EvolutionRun.Pace pace(EvolutionConfig config) {
        long length = config.generations();
        return new EvolutionRun.Pace(
                Math.max(1, length / TICKS), snap == null ? Math.max(1, length / SNAPSHOTS) : snap);
    }

    private List<EvolutionListener> listeners() {
        return List.of(
                new EvolutionLog(),
                new EvolutionStats(),
                new EvolutionPictures(),
                RunLog.ofEvolution(),
                new EvolutionProgress(err()));
    }

    private int evolve(EvolutionRun run) throws IOException {
        try (run;
                StopOnSignal stop = new StopOnSignal(run)) {
            err().println("galatea: evolving in " + run.directory().path());
            stop.guard(run, err());
            tell(run);
            stop.done();
            return run.isStopped() ? Failures.INTERRUPTED : 0;
        }
    }

    private void tell(EvolutionRun run) throws IOException {
        Map<String, Double> shares =
                EvolutionLog.survivorShares(run.directory(), run.trainer().config().rules());
        PointMetrics metrics = metrics(run);
        if (json) {
            Results.printJson(out(), result(run, shares, metrics));
        }
        err().printf(
                        Locale.ROOT,
                        "galatea: %s after %d generations (%.1f/s) in %s%n",
                        run.isStopped() ? "stopped and saved" : "done",
                        run.trainer().generation(),
                        run.generationsPerSecond(),
                        run.directory().path());
        err().println("galatea: survivors " + Shares.text(shares));
        if (metrics != null) {
            err().println("galatea: " + metrics.summary());
        }
        if (run.isStopped()) {
            err().printf("galatea: continue with --resume %s%n", run.directory().path());
        }
    }

    private static @Nullable PointMetrics metrics(EvolutionRun run) {
        return run.reals() instanceof PointReals points
                ? PointMetrics.of(run.trainer().survivor(), points.source())
                : null;
    }

    private static Map<String, Object> result(
            EvolutionRun run, Map<String, Double> shares, @Nullable PointMetrics metrics) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("runDirectory", run.directory().path().toString());
        result.put("generations", run.trainer().generation());
        result.put("generationsPerSecond", run.generationsPerSecond());
        if (metrics != null) {
            result.putAll(metrics.values());
        }
        result.put("survivorShare", Shares.json(shares));
        result.put("deaths", run.deaths());
        result.put("secondsTotal", run.seconds());
        return result;
    }
}

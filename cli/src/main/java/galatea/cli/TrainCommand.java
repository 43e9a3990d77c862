package galatea.cli;

import galatea.data.TrainingImages;
import galatea.torch.Engine;
import galatea.train.RunDirectory;
import galatea.train.SampleGrids;
import galatea.train.StatsWriter;
import galatea.train.TrainingConfig;
import galatea.train.TrainingListener;
import galatea.train.TrainingPlan;
import galatea.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Adversarial training of a generator on a folder of pictures. */
@Command(
        name = "train",
        description = {
            "Trains a generator and its discriminator against each other.",
            "Without options, resolution, width and length follow from the data and this machine."
                    + " A run can be stopped with Ctrl-C at any time and continued exactly."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  galatea train --data photos/ --outdir runs --mirror",
            "  galatea train --data scenes --outdir runs --resolution 32 --kimg 300",
            "  galatea train --resume runs/00000-scenes32"
        })
final class TrainCommand extends Verb {
    private static final Set<String> RESUMABLE =
            Set.of("--resume", "--kimg", "--snap", "--threads", "--json", "--stacktrace");

    @ArgGroup(multiplicity = "1")
    private Subject subject = new Subject();

    /** What is trained: something new, or a run that was stopped. */
    private static final class Subject {
        @Option(
                names = "--data",
                required = true,
                paramLabel = "SRC",
                description = "Folder, zip, idx file, labelled pairs, or scenes: see docs/data.md.")
        private @Nullable String data;

        @Option(
                names = "--resume",
                required = true,
                paramLabel = "RUN",
                description =
                        "Continue this run folder exactly where it stopped; only --kimg, --snap,"
                                + " --threads and --json may be given besides.")
        private @Nullable Path run;
    }

    @Mixin private TrainOptions options = new TrainOptions();

    @Option(
            names = "--outdir",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Folder in which the run gets a folder of its own (runs).")
    private Path outdir = Path.of("runs");

    @Option(
            names = "--snap",
            paramLabel = "KIMG",
            description =
                    "Thousands of images between snapshots (a twentieth of the training, at least 1).")
    private @Nullable Double snapshotKimg;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the tensor engine (all processors).")
    private @Nullable Integer threads;

    @Option(names = "--dry-run", description = "Print the plan, train nothing, write nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON document about the run.")
    private boolean json;

    /** What {@code --json} prints. */
    private record Result(
            String runDirectory,
            long imagesSeen,
            double imagesPerSecond,
            long generatorParameters,
            long discriminatorParameters,
            long skippedSteps,
            double secondsTotal) {}

    @Override
    public Integer call() throws IOException {
        if (threads != null) {
            Engine.setThreads(threads);
        }
        return subject.run == null ? begin() : resume(subject.run);
    }

    private int begin() throws IOException {
        DataChoice choice = options.dataChoice(subject.data);
        TrainingConfig config = options.config(choice);
        TrainingRun.Pace pace = pace(config);
        try (TrainingImages images = choice.openTelling(err())) {
            TrainingPlan plan = TrainingPlan.measure(config, images);
            print(config, images, plan);
            if (dryRun) {
                return 0;
            }
            RunDirectory directory = RunDirectory.create(outdir, options.name(choice));
            choice.withRun(images.contentHash(), Engine.threads()).save(directory);
            return train(TrainingRun.start(directory, config, images, pace, listeners()));
        }
    }

    private int resume(Path run) throws IOException {
        RunDirectory directory = RunDirectory.open(run);
        requireOnly(RESUMABLE);
        TrainingConfig saved = TrainingRun.configOf(directory);
        DataChoice choice = DataChoice.load(directory);
        EngineThreads.resume(threads, choice.threads(), err());
        try (TrainingImages images = choice.openTelling(err())) {
            choice.requireSame(images.contentHash());
            Double kimg = options.kimg();
            TrainingConfig config = kimg == null ? saved : saved.withTotalKimg(kimg);
            TrainingRun.Pace pace = pace(config);
            return train(TrainingRun.resume(directory, config, images, pace, listeners()));
        }
    }

    private TrainingRun.Pace pace(TrainingConfig config) {
        double snap = snapshotKimg == null ? Math.max(config.totalKimg() / 20, 1) : snapshotKimg;
        return new TrainingRun.Pace(Math.min(snap, Math.max(config.totalKimg() / 200, 0.1)), snap);
    }

    private List<TrainingListener> listeners() {
        return List.of(
                new StatsWriter(),
                new SampleGrids(),
                RunLog.ofTraining(),
                new TrainingProgress(err()));
    }

    private int train(TrainingRun run) throws IOException {
        try (run;
                StopOnSignal stop = new StopOnSignal(run)) {
            err().println("galatea: training in " + run.directory().path());
            stop.guard(run, err());
            finish(run, stop);
            return run.isStopped() ? Failures.INTERRUPTED : 0;
        }
    }

    private void finish(TrainingRun run, StopOnSignal stop) {
        Result result =
                new Result(
                        run.directory().path().toString(),
                        run.trainer().imagesSeen(),
                        run.imagesPerSecond(),
                        run.trainer().generator().parameters().count(),
                        run.trainer().discriminator().parameters().count(),
                        run.skippedSteps(),
                        run.seconds());
        if (json) {
            Results.printJson(out(), result);
        }
        err().printf(
                        Locale.ROOT,
                        "galatea: %s after %d images (%.1f/s) in %s%n",
                        run.isStopped() ? "stopped and saved" : "done",
                        result.imagesSeen,
                        result.imagesPerSecond,
                        result.runDirectory);
        if (run.isStopped()) {
            err().printf("galatea: continue with --resume %s%n", result.runDirectory);
        }
        stop.done();
    }

    private void print(TrainingConfig config, TrainingImages images, TrainingPlan plan) {
        err().printf(
                        Locale.ROOT,
                        "data        %s%n"
                                + "network     %s, %d px, %d channels, G %,d and D %,d parameters%n",
                        images.description(),
                        config.network().family(),
                        config.network().resolution(),
                        config.network().channels(),
                        plan.generatorParameters(),
                        plan.discriminatorParameters());
        for (TrainingPlan.Stage stage : plan.stages()) {
            err().printf(
                            Locale.ROOT,
                            "  %4d px   %,.0f thousand images, batch %d, %.1f images/s: %s%n",
                            stage.resolution(),
                            stage.kimg(),
                            stage.batch(),
                            stage.imagesPerSecond(),
                            duration(stage.seconds()));
        }
        err().printf(
                        Locale.ROOT,
                        "in all      %s on %d threads, %.1f GB of memory%n",
                        duration(plan.seconds()),
                        Engine.threads(),
                        plan.memoryBytes() / 1e9);
        if (dryRun && json) {
            Results.printJson(out(), plan);
        }
        err().flush();
    }

    private static String duration(double seconds) {
        long minutes = Math.round(seconds / 60);
        return minutes < 2
                ? "%.0f s".formatted(seconds)
                : minutes < 120 ? minutes + " min" : "%.1f h".formatted(seconds / 3600);
    }
}

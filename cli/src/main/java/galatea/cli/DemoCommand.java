package galatea.cli;

import galatea.data.TrainingImages;
import galatea.latent.GeneratorSession;
import galatea.model.NetworkSource;
import galatea.segment.Segmenter;
import galatea.segment.SegmenterSource;
import galatea.torch.Engine;
import galatea.train.RunDirectory;
import galatea.train.SampleGrids;
import galatea.train.StatsWriter;
import galatea.train.StepReport;
import galatea.train.TrainingListener;
import galatea.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything at once, in a few minutes, from nothing. */
@Command(
        name = "demo",
        description = {
            "Shows what the shipped network has learned, in a page: samples, truncation, mixing, what"
                    + " its units stand for, trees switched off, doors inserted.",
            "With --train it trains a small generator on the built-in scenes, from nothing, and"
                    + " shows that one; Ctrl-C ends the training early."
        },
        footer = {
            "",
            "Examples:",
            "  galatea demo",
            "  galatea demo --train --minutes 3 --outdir trained"
        })
final class DemoCommand extends Verb {
    /** A training is stopped when it takes so many times the planned time. */
    private static final double PATIENCE = 1.3;

    private static final int TICKS = 80;
    private static final int SNAPSHOTS = 4;

    @Option(
            names = "--outdir",
            paramLabel = "DIR",
            defaultValue = "demo",
            description =
                    "Folder for page and pictures, made if it is not there (${DEFAULT-VALUE}).")
    private Path folder = Path.of("demo");

    @Option(
            names = "--train",
            description = "Train from nothing (implied by --minutes, --kimg and --seed).")
    private boolean train;

    @ArgGroup private @Nullable Length given;
    private Length length = new Length();

    @Mixin private CacheOption cache = new CacheOption();

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the training (0).")
    private @Nullable Long givenSeed;

    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the tensor engine (one or all, whichever is faster).")
    private @Nullable Integer threads;

    @Option(names = "--force", description = "Replace files even if galatea did not write them.")
    private boolean force;

    @Option(names = "--json", description = "Print one JSON document about what was done.")
    private boolean json;

    /** How long to train. */
    private static final class Length {
        @Option(
                names = "--minutes",
                paramLabel = "M",
                defaultValue = "3",
                description = "Minutes of training, 0.05 to 1440 (${DEFAULT-VALUE}).")
        private double minutes = 3;

        @Option(
                names = "--kimg",
                paramLabel = "K",
                description = "Thousands of images instead of minutes, to repeat a training.")
        private @Nullable Double kimg;

        /** Before anything is written. */
        void check() {
            if (!(minutes >= 0.05 && minutes <= 1440)) {
                throw new IllegalArgumentException("minutes must be in [0.05, 1440]: " + minutes);
            }
            if (kimg != null) {
                DemoPlan.requireKimg(kimg);
            }
        }
    }

    /** What {@code --json} prints without a training. */
    private record Toured(String outdir, String page, String network, double secondsTotal) {}

    @Override
    public Integer call() throws IOException {
        if (given != null) {
            length = given;
        }
        length.check();
        if (threads != null) {
            Engine.setThreads(threads);
        }
        return train || given != null || givenSeed != null ? train() : tour();
    }

    private int tour() throws IOException {
        long start = System.nanoTime();
        try (GeneratorSession session =
                        GeneratorSession.open(NetworkSource.locate(DemoTour.NETWORK));
                Segmenter segmenter = SegmenterSource.open(DemoTour.NETWORK);
                StageProgress progress = new StageProgress(err())) {
            OutputFolder output =
                    OutputFolder.open(folder, force, DemoTour.files(session.layers()));
            new DemoTour(output, session, segmenter, cache.folder(), progress).write();
        }
        String page = folder.resolve(DemoPage.FILE).toString();
        double seconds = (System.nanoTime() - start) / 1e9;
        tell(page, seconds, new Toured(folder.toString(), page, DemoTour.NETWORK, seconds));
        return 0;
    }

    private int train() throws IOException {
        seed = givenSeed == null ? 0 : givenSeed;
        long start = System.nanoTime();
        OutputFolder output = OutputFolder.open(folder, force, DemoPage.FILES);
        DemoHistory history = new DemoHistory();
        Deadline deadline = new Deadline(limitSeconds());
        try (TrainingImages images = SCENES.open((done, total) -> {});
                TrainingRun run = start(images, history, deadline);
                StopOnSignal stop = new StopOnSignal(run)) {
            stop.guard(run, err());
            boolean interrupted = run.isStopped() && !deadline.isPassed();
            double seconds = (System.nanoTime() - start) / 1e9;
            DemoReport report = DemoReport.of(output, run, interrupted, seconds);
            write(output, report, history, newest(run));
            tell(report.page(), report.secondsTotal(), report);
            stop.done();
            return interrupted ? Failures.INTERRUPTED : 0;
        }
    }

    private static final DataChoice SCENES = DataChoice.of("scenes", DemoPlan.RESOLUTION, 3);

    private TrainingRun start(TrainingImages images, DemoHistory history, Deadline deadline)
            throws IOException {
        DemoPlan plan = plan(images);
        RunDirectory directory = RunDirectory.create(folder.resolve("run"), "demo");
        SCENES.withRun(images.contentHash(), Engine.threads())
                .save(directory); // so that the training can be resumed
        return TrainingRun.start(
                directory,
                plan.training(),
                images,
                new TrainingRun.Pace(plan.kimg() / TICKS, plan.kimg() / SNAPSHOTS),
                List.of(
                        new SampleGrids(),
                        new StatsWriter(),
                        history,
                        new TrainingProgress(err()),
                        deadline));
    }

    private DemoPlan plan(TrainingImages images) {
        if (length.kimg != null) {
            return new DemoPlan(length.kimg, seed);
        }
        err().println("galatea: measuring how fast this machine trains (about 15 s)");
        DemoSpeed speed = DemoSpeed.measure(images, threads == null);
        Map<Integer, Double> rates = speed.imagesPerSecond();
        DemoPlan plan = DemoPlan.lasting(length.minutes * 60, rates, seed);
        err().printf(
                        Locale.ROOT,
                        "galatea: %.0f, %.0f and %.0f images/s at 8, 16 and 32 px (engine"
                                + " threads: %d): %.1f thousand images in %.1f minutes%n",
                        rates.get(8),
                        rates.get(16),
                        rates.get(DemoPlan.RESOLUTION),
                        speed.threads(),
                        plan.kimg(),
                        length.minutes);
        advise(plan);
        return plan;
    }

    /** A slow machine shows sky and ground in the time given, and little else. */
    private void advise(DemoPlan plan) {
        if (plan.kimg() < 0.75 * DemoPlan.KIMG_FOR_HOUSES) {
            err().printf(
                            Locale.ROOT,
                            "galatea: houses and trees want about %d thousand images: --minutes"
                                    + " %.0f on this machine as busy as it is%n",
                            DemoPlan.KIMG_FOR_HOUSES,
                            Math.ceil(length.minutes * DemoPlan.KIMG_FOR_HOUSES / plan.kimg()));
        }
    }

    private double limitSeconds() {
        return length.kimg == null ? PATIENCE * length.minutes * 60 : Double.MAX_VALUE;
    }

    /** Ends a training on a machine that became slower. */
    private static final class Deadline implements TrainingListener {
        private final double seconds;
        private boolean passed;

        Deadline(double seconds) {
            this.seconds = seconds;
        }

        @Override
        public void stepped(TrainingRun run, StepReport report) {
            if (!passed && run.seconds() > seconds) {
                passed = true;
                run.stop();
            }
        }

        boolean isPassed() {
            return passed;
        }
    }

    private static Path newest(TrainingRun run) throws IOException {
        return run.directory()
                .newestSnapshot()
                .orElseThrow(() -> new CancellationException("stopped before the first step"));
    }

    private static void write(
            OutputFolder output, DemoReport report, DemoHistory history, Path network)
            throws IOException {
        try (GeneratorSession session = GeneratorSession.open(network)) {
            new DemoPage(output, report).write(history, new DemoPictures(session));
        }
    }

    private void tell(String page, double seconds, Object report) {
        if (json) {
            Results.printJson(out(), report);
        } else {
            err().printf(
                            Locale.ROOT,
                            "galatea: wrote %s after %.0f s; open it in a browser%n",
                            page,
                            seconds);
        }
    }
}

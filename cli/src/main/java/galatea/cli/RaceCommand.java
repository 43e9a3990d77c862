package galatea.cli;

import galatea.evolve.race.Race;
import galatea.evolve.race.RaceConfig;
import galatea.evolve.race.RaceFile;
import galatea.evolve.race.RaceMetric;
import galatea.evolve.race.RacePage;
import galatea.evolve.race.RaceResult;
import galatea.evolve.race.RaceTable;
import galatea.evolve.race.Racer;
import galatea.image.Png;
import galatea.points.Mixture;
import galatea.points.PointSource;
import galatea.train.StoppableRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Methods against each other on toy data. */
@Command(
        name = "race",
        description = {
            "Runs methods against each other on toy data, over several seeds, under equal"
                    + " conditions, and writes a table, plots and a page.",
            "Methods: evolve; its controls random-selection, quality-only, diversity-only,"
                    + " round-robin, tournament, pareto; and each mutation on its own: minimax,"
                    + " heuristic, least-squares …",
            "The table has, over the seeds, the median, in brackets the worst, and after ± the median"
                    + " absolute deviation of: modes covered by one sample, and well by 20, of 2500,"
                    + " nearer than 3 sigma to their centre; the share of these high-quality"
                    + " samples, and of those within 4 sigma; JSD in nats of how they fall to the"
                    + " modes from an even share for each; MMD² of 500 samples and data.",
            "The first method is compared with each other one by a paired sign test. A race that is"
                    + " stopped goes on where it was if the same command is given again; what is"
                    + " under way is lost. More --seeds prolong it."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  galatea race --data toy:grid25-egan --methods"
                    + " evolve,random-selection,minimax,heuristic,least-squares --seeds 5 --outdir"
                    + " race",
            "  galatea race --data toy:ring8-egan --methods evolve --gammas 0,0.05,0.5,2 --outdir"
                    + " gammas"
        })
final class RaceCommand extends Verb {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            required = true,
            paramLabel = "toy:NAME",
            description = "Toy data: see evolve.")
    private String data = "";

    @Option(
            names = "--methods",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "evolve,random-selection,minimax,heuristic,least-squares",
            description = "With commas (evolve,random-selection,minimax,heuristic,least-squares).")
    private List<String> methods = List.of();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Seeds, from --seed on (5).")
    private int seeds;

    @Option(
            names = "--equal",
            paramLabel = "WHAT",
            defaultValue = "generations",
            description =
                    "generations or arithmetic: what all methods get as much of as evolve"
                            + " (generations).")
    private RaceConfig.Budget budget = RaceConfig.Budget.GENERATIONS;

    @Option(
            names = "--gammas",
            paramLabel = "G",
            split = ",",
            description = "Weights of diversity, each a method of its own.")
    private List<Double> gammas = List.of();

    @Option(
            names = "--parents",
            paramLabel = "N",
            split = ",",
            description = "Numbers of survivors, each a method of its own (1).")
    private List<Integer> parents = List.of();

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Trainings at a time, on a thread each (all processors).")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Mixin private EvolveOptions options = new EvolveOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        if (!PointSource.isToy(data)) {
            throw new IllegalArgumentException("--data must be toy:NAME in a race: " + data);
        }
        if (jobs < 1) {
            throw new IllegalArgumentException("--jobs must be at least 1: " + jobs);
        }
        EvolveOptions.Choice choice = options.choose(data, null);
        RaceConfig config = new RaceConfig(choice.config(), racers(choice), seeds, budget);
        PointSource source = PointSource.open(choice.data().data());
        List<RaceMetric> metrics = RaceMetric.of(source instanceof Mixture);
        OutputFolder folder = output.open(names(metrics));
        RaceFile file = open(folder, config, source);
        Running running = new Running(new Race(config, source), file);
        try (StopOnSignal stop = new StopOnSignal(running)) {
            stop.guard(running, err());
            if (running.isStopped()) {
                err().println("galatea: stopped; give the same command again to go on");
                return Failures.INTERRUPTED;
            }
        }
        write(folder, new RaceTable(names(config), metrics, own(file, config)), config);
        return 0;
    }

    private List<Racer> racers(EvolveOptions.Choice choice) {
        List<Racer> racers = new ArrayList<>();
        methods.forEach(
                name -> racers.addAll(Racer.of(name, choice.config().rules(), gammas, parents)));
        return racers;
    }

    private static List<String> names(RaceConfig config) {
        return config.racers().stream().map(Racer::name).toList();
    }

    private static List<String> names(List<RaceMetric> metrics) {
        List<String> names = new ArrayList<>(List.of(RaceFile.FILE, RacePage.FILE));
        metrics.forEach(metric -> names.add(RacePage.dots(metric)));
        metrics.forEach(metric -> names.add(RacePage.course(metric)));
        return names;
    }

    private static RaceFile open(OutputFolder folder, RaceConfig config, PointSource source)
            throws IOException {
        List<RaceFile> opened = new ArrayList<>();
        folder.write(RaceFile.FILE, path -> opened.add(RaceFile.open(path, config, source)));
        return opened.get(0);
    }

    /** A race that gives up what is under way when it is stopped. */
    private final class Running implements StoppableRun {
        private final Race race;
        private final RaceFile file;
        private volatile boolean stopped;

        Running(Race race, RaceFile file) {
            this.race = race;
            this.file = file;
        }

        @Override
        public void run() throws IOException {
            long left = race.generations(file.results());
            try (Progress progress = Progress.start("race", left, err())) {
                race.run(file.results(), jobs, bred -> step(progress), () -> stopped, file::add);
            } catch (CancellationException e) {
                if (!stopped) {
                    throw e;
                }
            }
        }

        @Override
        public void stop() {
            stopped = true;
        }

        @Override
        public boolean isStopped() {
            return stopped;
        }
    }

    private static void step(Progress progress) {
        synchronized (progress) {
            progress.step();
        }
    }

    /** Those of this race: the file may hold more seeds. */
    private static List<RaceResult> own(RaceFile file, RaceConfig config) {
        long first = config.base().seed();
        return file.results().stream()
                .filter(r -> r.seed() >= first && r.seed() < first + config.seeds())
                .toList();
    }

    private void write(OutputFolder folder, RaceTable table, RaceConfig config) throws IOException {
        for (RaceMetric metric : table.metrics()) {
            folder.write(RacePage.dots(metric), Png.encode(table.dots(metric)));
            folder.write(RacePage.course(metric), Png.encode(table.course(metric)));
        }
        String command =
                "galatea " + String.join(" ", spec.commandLine().getParseResult().originalArgs());
        String html = RacePage.html(table, config, data, command);
        folder.write(RacePage.FILE, html.getBytes(StandardCharsets.UTF_8));
        if (output.json()) {
            Results.printJson(out(), table);
        } else {
            TextTable.of(table.headings(), table.rows()).forEach(out()::println);
        }
        err().println("galatea: see " + folder.path().resolve(RacePage.FILE));
    }
}

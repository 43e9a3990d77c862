package galatea.evolve;

import galatea.data.TrainingImages;
import galatea.evolve.EvolutionRun.Pace;
import galatea.model.NetworkConfig;
import galatea.points.Mixture;
import galatea.points.Mixtures;
import galatea.train.AdversarialLoss;
import galatea.train.Augmentation;
import galatea.train.Objective;
import galatea.train.RunDirectory;
import galatea.train.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tiny evolutions with a folder. */
final class TinyRuns {
    /** Reports after every generation, saves at the end. */
    static final Pace STEP = new Pace(1, 1000);

    private TinyRuns() {}

    static Mixture ring() {
        return Mixtures.presets().get(0);
    }

    static EvolutionConfig points(RulesBuilder rules, int generations) {
        return TinyEvolution.config(TinyEvolution.plane(), rules)
                .with(rules.build(), generations, 7);
    }

    /**
     * Everything that can make a difference at a resume: growth after every second generation,
     * mirrored and augmented pictures, R1 at times, a rate that falls.
     */
    static EvolutionConfig eventful(NetworkConfig network, RulesBuilder rules, int generations) {
        int side = network.resolution();
        int start = network.growing() ? 8 : side;
        double kimg = network.growing() ? 0.024 : 1;
        return new EvolutionConfig(
                network,
                new Objective(AdversarialLoss.NON_SATURATING, 10, 3, 0, 0),
                rules.build(),
                new Schedule(side, start, kimg, kimg, 4, Map.of(), 0.002, Map.of()),
                0.5,
                0.5,
                0.99,
                side == 1 ? Augmentation.NONE : Augmentation.DIFFAUG,
                true,
                generations,
                7);
    }

    static Reals realsFor(EvolutionConfig config) {
        NetworkConfig network = config.network();
        return network.resolution() == 1
                ? new PointReals(ring(), config.seed())
                : new ImageReals(
                        new FormulaImages(network.resolution(), network.channels()),
                        config.seed(),
                        config.mirror());
    }

    static EvolutionRun start(
            RunDirectory directory,
            EvolutionConfig config,
            Pace pace,
            EvolutionListener... listeners)
            throws IOException {
        return EvolutionRun.start(directory, config, realsFor(config), 1, pace, List.of(listeners));
    }

    static EvolutionRun resume(
            RunDirectory directory, Pace pace, int threads, EvolutionListener... listeners)
            throws IOException {
        EvolutionConfig config = EvolutionRun.configOf(directory);
        return EvolutionRun.resume(
                directory, config, realsFor(config), threads, pace, List.of(listeners));
    }

    static String log(RunDirectory directory) throws IOException {
        return Files.readString(directory.file(EvolutionLog.FILE));
    }

    static List<String> names(RunDirectory directory) throws IOException {
        try (Stream<Path> files = Files.list(directory.path())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    static List<String> names(RunDirectory directory, String prefix) throws IOException {
        return names(directory).stream().filter(name -> name.startsWith(prefix)).toList();
    }

    /** Stops a run after a generation. */
    record StopAfter(long generation) implements EvolutionListener {
        @Override
        public void bred(EvolutionRun run, GenerationReport report) {
            if (run.trainer().generation() == generation) {
                run.stop();
            }
        }
    }

    /** Writes down what it is told. */
    record Recorder(List<String> heard) implements EvolutionListener {
        Recorder() {
            this(new ArrayList<>());
        }

        @Override
        public void started(EvolutionRun run) {
            heard.add("started " + run.trainer().generation());
        }

        @Override
        public void bred(EvolutionRun run, GenerationReport report) {
            heard.add("bred " + run.trainer().generation());
        }

        @Override
        public void ticked(EvolutionRun run, EvolutionTick tick) {
            heard.add("tick " + tick.generation());
        }

        @Override
        public void saved(EvolutionRun run) {
            heard.add("saved " + run.trainer().generation());
        }

        @Override
        public void ended(EvolutionRun run) {
            heard.add("ended " + run.trainer().generation());
        }
    }

    /** Ten pictures by a formula. */
    private record FormulaImages(int resolution, int channels) implements TrainingImages {
        @Override
        public int size() {
            return 10;
        }

        @Override
        public void read(int index, byte[] chw, int offset) {
            for (int i = 0; i < imageBytes(); i++) {
                int column = i % resolution;
                int row = i / resolution;
                double wave = Math.sin(0.3 * column * (index + 1)) * Math.cos(0.2 * row + index);
                chw[offset + i] = (byte) Math.round(127.5 + 127.5 * wave);
            }
        }

        @Override
        public int label(int index) {
            return -1;
        }

        @Override
        public List<String> classes() {
            return List.of();
        }

        @Override
        public String contentHash() {
            return "formula";
        }

        @Override
        public String description() {
            return "ten pictures by a formula";
        }
    }
}

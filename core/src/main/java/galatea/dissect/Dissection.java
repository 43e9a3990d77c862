package galatea.dissect;

import galatea.data.LabelClasses;
import galatea.image.Picture;
import galatea.latent.Latents;
import galatea.model.Layer;
import galatea.segment.Segmenter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which units of a generator agree with which classes of things (Bau et al. 2018, section 3.1)?
 *
 * <p>Levels are chosen on one sample and judged on another; all layers are seen in the same sweeps.
 * Memory depends on the number of units and classes, not on that of the pictures. Results depend
 * neither on the number of threads nor on the order in which units are counted.
 */
public final class Dissection {
    /** Pictures that each of the two samples must have. */
    public static final int LEAST_SAMPLES = 10;

    /** Units counted in the same sweeps: bounds the memory for networks with very many. */
    private static final int UNITS_AT_ONCE = 2048;

    private final Samples samples;
    private final DissectionOptions options;
    private final Stages stages;
    private final LabelClasses classes;
    private final List<UnitProfile> profiles = new ArrayList<>();
    private final List<Optional<JudgedUnit>> judged = new ArrayList<>();
    private final Map<Integer, Picture> pictures = new TreeMap<>();
    private final List<LevelChoice> rules = new ArrayList<>(); // one per unit

    private Dissection(Samples samples, DissectionOptions options, Stages stages) {
        this.samples = samples;
        this.options = options;
        this.stages = stages;
        classes = samples.segmenter().classes();
    }

    /**
     * What is left when a dissection is done.
     *
     * @param report the numbers
     * @param pictures the peak pictures by their number in the test sample
     * @param masks for each unit (layer after layer), where it is active in its peak pictures, by
     *     their number: bits of side · side pixels, row by row, 64 to a word
     * @param side height and width of the masks
     */
    public record Findings(
            DissectionReport report,
            Map<Integer, Picture> pictures,
            List<Map<Integer, long[]>> masks,
            int side) {}

    /**
     * Dissects some layers.
     *
     * @param test generator and sample on which units are judged; at least ten pictures
     * @param search sample on which levels are chosen; another one, lest levels fit by accident
     * @param layers of the generator, at least one
     * @param cache folder for label maps, made if it is not there
     * @throws IllegalArgumentException if the generator's features are not finite
     */
    public static Findings run(
            Specimen test,
            Latents search,
            Segmenter segmenter,
            List<Layer> layers,
            DissectionOptions options,
            Path cache,
            Stages stages)
            throws IOException {
        if (test.size() < LEAST_SAMPLES || search.size() < LEAST_SAMPLES) {
            throw new IllegalArgumentException(
                    "samples must be at least %d: %d and %d"
                            .formatted(LEAST_SAMPLES, search.size(), test.size()));
        }
        try (Samples samples = Samples.open(test, search, segmenter, cache)) {
            Dissection dissection = new Dissection(samples, options, stages);
            for (List<Layer> group : groups(layers)) {
                dissection.look(group);
            }
            return dissection.findings(layers);
        }
    }

    /** Layers whose units are counted together. */
    private static List<List<Layer>> groups(List<Layer> layers) {
        List<List<Layer>> groups = new ArrayList<>();
        int units = UNITS_AT_ONCE;
        for (Layer layer : layers) {
            if (units + layer.channels() > UNITS_AT_ONCE) {
                groups.add(new ArrayList<>());
                units = 0;
            }
            groups.get(groups.size() - 1).add(layer);
            units += layer.channels();
        }
        return groups;
    }

    private void look(List<Layer> layers) throws IOException {
        Profiles found = new Survey(samples, options, stages).of(layers);
        LevelChoice rule = new LevelChoice(options.rule(), found.fractions(), classes.unlabelled());
        List<Optional<LevelChoice.Choice>> choices =
                found.units().parallelStream().map(u -> rule.best(u, classes.size())).toList();
        Judgement judgement = new Judgement(samples, options, found.units(), choices);
        judgement.run(layers, stages.next("shuffles and intervals, held out"));
        profiles.addAll(found.units());
        judged.addAll(judgement.units());
        pictures.putAll(judgement.pictures());
        found.units().forEach(unit -> rules.add(rule));
    }

    private Findings findings(List<Layer> layers) {
        double[][] q = qValues();
        List<LayerReport> reports = new ArrayList<>();
        int first = 0;
        for (Layer layer : layers) {
            List<UnitReport> units =
                    IntStream.range(first, first + layer.channels())
                            .parallel()
                            .mapToObj(u -> report(u, q))
                            .toList();
            int good = (int) units.stream().filter(UnitReport::interpretable).count();
            reports.add(
                    new LayerReport(
                            layer.name(), layer.resolution(), layer.channels(), good, units));
            first += layer.channels();
        }
        List<Map<Integer, long[]>> masks =
                judged.stream().map(j -> j.map(JudgedUnit::masks).orElse(Map.of())).toList();
        return new Findings(report(reports), pictures, masks, samples.side());
    }

    /** Over all units with a level and all classes that are seen: [units][classes]; else 1. */
    private double[][] qValues() {
        double[][] p =
                judged.parallelStream()
                        .map(j -> j.map(JudgedUnit::pValues).orElse(new double[0]))
                        .toArray(double[][]::new);
        int[] seen = IntStream.range(0, classes.size()).filter(this::isSeen).toArray();
        double[] tests =
                Arrays.stream(p)
                        .filter(unit -> unit.length > 0)
                        .flatMapToDouble(unit -> Arrays.stream(seen).mapToDouble(c -> unit[c]))
                        .toArray();
        double[] q = FalseDiscovery.qValues(tests);
        int next = 0;
        for (double[] unit : p) {
            Arrays.setAll(unit, c -> 1);
            for (int i = 0; i < seen.length && unit.length > 0; i++) {
                unit[seen[i]] = q[next++];
            }
        }
        return p;
    }

    private boolean isSeen(int label) {
        return label != classes.unlabelled() && profiles.get(0).test().at(label, 0).present() > 0;
    }

    private UnitReport report(int u, double[][] q) {
        UnitProfile unit = profiles.get(u);
        double[] ious = ious(unit, rules.get(u));
        List<UnitReport.Peak> peaks =
                unit.peaks().stream()
                        .map(p -> new UnitReport.Peak(p.picture(), p.activation()))
                        .toList();
        if (judged.get(u).isEmpty()) {
            return new UnitReport(
                    unit.unit().channel(),
                    null,
                    null,
                    null,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    1,
                    1,
                    false,
                    ious,
                    peaks);
        }
        return report(unit, judged.get(u).orElseThrow(), q[u], ious, peaks);
    }

    private UnitReport report(
            UnitProfile unit,
            JudgedUnit judgedUnit,
            double[] q,
            double[] ious,
            List<UnitReport.Peak> peaks) {
        LevelChoice.Choice choice = judgedUnit.choice();
        Contingency counts = unit.test().at(choice.label(), choice.place());
        Contingency chosen = unit.search().at(choice.label(), choice.place());
        Interval iou = judgedUnit.iou();
        boolean interpretable =
                counts.iou() > options.rule().leastIou()
                        && counts.iqr() > options.rule().leastIqr()
                        && q[choice.label()] <= options.falseDiscoveryRate();
        return new UnitReport(
                unit.unit().channel(),
                classes.names().get(choice.label()),
                unit.levels()[choice.place()],
                (double) chosen.active() / chosen.total(),
                counts.iou(),
                iou.low(),
                iou.high(),
                counts.iqr(),
                counts.agreement(),
                counts.lift(),
                judgedUnit.pValues()[choice.label()],
                q[choice.label()],
                interpretable,
                ious,
                peaks);
    }

    /** Held-out IoU with each class at the level that the rule chooses for it; 0 if for none. */
    private double[] ious(UnitProfile unit, LevelChoice rule) {
        return IntStream.range(0, classes.size())
                .mapToDouble(
                        c ->
                                rule.level(unit, c)
                                        .map(choice -> unit.test().at(c, choice.place()).iou())
                                        .orElse(0.0))
                .toArray();
    }

    private DissectionReport report(List<LayerReport> layers) {
        UnitCounts counts = profiles.get(0).test();
        List<ClassReport> reports = new ArrayList<>();
        for (int c = 0; c < classes.size(); c++) {
            Contingency any = counts.at(c, 0);
            String rgb = "#%06x".formatted(classes.colours().get(c) & 0xffffff);
            int maps = c == classes.unlabelled() ? samples.segmenter().maps() : 1;
            double share = (double) any.present() / maps / any.total();
            reports.add(new ClassReport(classes.names().get(c), rgb, share));
        }
        return new DissectionReport(
                DissectionReport.VERSION,
                samples.test().session().contentHash(),
                samples.segmenter().identity(),
                samples.test().options().toString(),
                samples.search().latents().identity(),
                samples.test().latents().identity(),
                samples.test().size(),
                options.rule().toString(),
                options.rule().leastIou(),
                options.rule().leastIqr(),
                options.falseDiscoveryRate(),
                options.shuffles(),
                options.bootstraps(),
                classes.unlabelled(),
                reports,
                layers);
    }
}

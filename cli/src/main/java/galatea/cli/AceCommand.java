package galatea.cli;

import galatea.dissect.AblationCurve;
import galatea.dissect.AceOptions;
import galatea.dissect.CausalFile;
import galatea.dissect.CausalReport;
import galatea.dissect.CausalStudy;
import galatea.dissect.InsertionMap;
import galatea.dissect.Recipe;
import galatea.dissect.Specimen;
import galatea.dissect.UnitEdit;
import galatea.image.Chart;
import galatea.image.Png;
import galatea.latent.GeneratorSession;
import galatea.latent.Latents;
import galatea.model.Layer;
import galatea.segment.DifferentiableSegmenter;
import galatea.segment.Segmenter;
import galatea.torch.Engine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which units cause a class. */
@Command(
        name = "ace",
        description = {
            "Finds the units of a layer that cause a class of things (average causal effect), and"
                    + " proves it by ablating them on other pictures.",
            "Writes ace.json, curve.png, and the recipes ablate.json and insert.json for intervene."
                    + " With a U-Net, how much of each unit is needed is found by gradient"
                    + " descent; with other segmenters units are chosen one by one."
        },
        footer = {
            "",
            "Example:",
            "  galatea ace --network builtin:scenes --segmenter builtin:scenes --layer 16x16/Conv1"
                    + " --class-name tree --outdir trees"
        })
final class AceCommand extends Verb {
    private static final String JSON = "ace.json";
    private static final String CURVE = "curve.png";
    private static final String ABLATE = "ablate.json";
    private static final String INSERT = "insert.json";
    private static final long HELD_OUT_SEED = 3; // gandissect's

    @Mixin private NetworkOption network = new NetworkOption();
    @Mixin private SegmenterOption segmenter = new SegmenterOption();
    @Mixin private DrawOptions draw = new DrawOptions();
    @Mixin private CacheOption cache = new CacheOption();
    @Mixin private OutputOptions output = new OutputOptions();

    @Option(
            names = "--layer",
            required = true,
            paramLabel = "NAME",
            description = "Layer by name or number, as info lists them.")
    private String layer = "";

    @Option(
            names = "--class-name",
            required = true,
            paramLabel = "NAME",
            description = "Class of the segmenter, such as tree.")
    private String className = "";

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description =
                    "gradient (how much of each unit, at single cells) or greedy (unit by unit, in"
                            + " whole pictures); gradient if the segmenter has one.")
    private AceOptions.@Nullable Method method;

    @Option(
            names = "--units",
            paramLabel = "N",
            defaultValue = "20",
            description = "Units ablated in the proof (${DEFAULT-VALUE}, or all there are).")
    private int units;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "500",
            description = "Pictures of the proof (${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--cells",
            paramLabel = "N",
            defaultValue = "8",
            description = "Cells of each picture tried for insertion (${DEFAULT-VALUE}).")
    private int cells;

    @Option(
            names = "--search",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Pictures looked through for the class (${DEFAULT-VALUE}).")
    private int search;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            defaultValue = "200",
            description = "By gradient: pairs of pictures trained on, at most (${DEFAULT-VALUE}).")
    private int pairs;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "50",
            description = "By gradient: times all pairs are gone through (${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "0",
            description = "Seed of the search (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the tensor engine (all).")
    private @Nullable Integer threads;

    @Override
    public Integer call() throws IOException {
        if (threads != null) {
            Engine.setThreads(threads);
        }
        try (GeneratorSession session = network.openForPictures();
                Segmenter eyes = segmenter.open();
                StageProgress progress = new StageProgress(err())) {
            int size = session.config().latentSize();
            Latents heldOut = Latents.ofSeed(HELD_OUT_SEED, samples, size);
            Specimen specimen = new Specimen(session, draw.options(session), heldOut);
            Layer chosen = LayerChoice.of(layer, specimen.layers());
            int most = Math.min(units, chosen.channels());
            CausalStudy study =
                    new CausalStudy(
                            specimen,
                            eyes,
                            chosen,
                            className,
                            options(eyes),
                            most,
                            cells,
                            cache.folder());
            OutputFolder folder = output.open(List.of(JSON, CURVE, ABLATE, INSERT));
            CausalReport report = study.run(progress);
            write(folder, report, most);
            print(report);
        }
        return 0;
    }

    private AceOptions options(Segmenter eyes) {
        AceOptions.Method fitting =
                eyes instanceof DifferentiableSegmenter
                        ? AceOptions.Method.GRADIENT
                        : AceOptions.Method.GREEDY;
        return AceOptions.defaults()
                .with(search, pairs, epochs)
                .withSeed(seed)
                .by(method == null ? fitting : method);
    }

    private static void write(OutputFolder folder, CausalReport report, int most)
            throws IOException {
        folder.write(JSON, CausalFile.toJson(report).getBytes(StandardCharsets.UTF_8));
        folder.write(CURVE, Png.encode(chart(report).draw(720, 420)));
        List<Integer> ranking =
                report.curves().get(0).order().units().stream().limit(most).toList();
        List<Double> values = ranking.stream().map(u -> report.values()[u]).toList();
        write(folder, ABLATE, UnitEdit.ablate(report.layer(), ranking));
        write(folder, INSERT, UnitEdit.insert(report.layer(), ranking, values));
    }

    private static void write(OutputFolder folder, String name, UnitEdit edit) throws IOException {
        String json = Recipe.of(List.of(edit)).toJson();
        folder.write(name, json.getBytes(StandardCharsets.UTF_8));
    }

    private static Chart chart(CausalReport report) {
        List<Chart.Series> series = report.curves().stream().map(AceCommand::series).toList();
        String title = "Pixels of %s removed".formatted(report.className());
        return new Chart(title, "units ablated in " + report.layer(), "share", false, series);
    }

    private static Chart.Series series(AblationCurve curve) {
        double[] x = IntStream.range(0, curve.points().size()).asDoubleStream().toArray();
        double[] y = curve.points().stream().mapToDouble(AblationCurve.Point::removed).toArray();
        return new Chart.Series(curve.order().name(), x, y);
    }

    private void print(CausalReport report) {
        if (output.json()) {
            out().println(CausalFile.toJson(report));
            return;
        }
        List<List<String>> rows = report.curves().stream().map(AceCommand::row).toList();
        List<String> headings = List.of("order", "units", "removed", "95 %", "first units");
        TextTable.of(headings, rows).forEach(out()::println);
        out().println();
        TextTable.of(
                        List.of("inserted on", "cells", "pixels won", "95 %"),
                        report.insertion().contexts().stream().map(AceCommand::row).toList())
                .forEach(out()::println);
    }

    private static List<String> row(InsertionMap.Context context) {
        return List.of(
                context.name(),
                Integer.toString(context.cells()),
                String.format(Locale.ROOT, "%.2f", context.mean()),
                String.format(
                        Locale.ROOT,
                        "%.2f to %.2f",
                        context.perCell().low(),
                        context.perCell().high()));
    }

    private static List<String> row(AblationCurve curve) {
        AblationCurve.Point last = curve.points().get(curve.points().size() - 1);
        return List.of(
                curve.order().name(),
                Integer.toString(last.units()),
                String.format(Locale.ROOT, "%.3f", last.removed()),
                String.format(
                        Locale.ROOT, "%.3f to %.3f", last.interval().low(), last.interval().high()),
                String.join(
                        " ",
                        curve.order().units().stream().limit(8).map(String::valueOf).toList()));
    }
}

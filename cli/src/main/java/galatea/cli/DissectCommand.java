package galatea.cli;

import galatea.dissect.Dissection;
import galatea.dissect.DissectionFile;
import galatea.dissect.DissectionOptions;
import galatea.dissect.DissectionPage;
import galatea.dissect.DissectionReport;
import galatea.dissect.LayerReport;
import galatea.dissect.Specimen;
import galatea.dissect.ThresholdRule;
import galatea.latent.GeneratorSession;
import galatea.latent.Latents;
import galatea.model.Layer;
import galatea.segment.QuadParts;
import galatea.segment.Segmenter;
import galatea.torch.Engine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which units stand for which class. */
@Command(
        name = "dissect",
        description = {
            "Tells which units of a generator stand for which class of things, with intervals and"
                    + " false-discovery rates: dissection.json, units.csv and a page to look at,"
                    + " index.html.",
            "Thresholds are chosen on one sample and judged on another."
        },
        footer = {
            "",
            "Example:",
            "  galatea dissect --network builtin:scenes --segmenter builtin:scenes --layers all"
                    + " --outdir dissection"
        })
final class DissectCommand extends Verb {
    private static final String JSON = DissectionFile.NAME;
    private static final String CSV = "units.csv";
    private static final int SHOWN = 5;

    @Mixin private NetworkOption network = new NetworkOption();
    @Mixin private SegmenterOption segmenter = new SegmenterOption();
    @Mixin private DrawOptions draw = new DrawOptions();
    @Mixin private CacheOption cache = new CacheOption();
    @Mixin private OutputOptions output = new OutputOptions();

    @Option(
            names = "--layers",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "all",
            description = "Layers by name or number, as info lists them (all).")
    private List<String> layers = List.of("all");

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Pictures that are measured, at least 10 (${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--threshold-samples",
            paramLabel = "N",
            description =
                    "Pictures that thresholds are chosen on, at least 10 (half of --samples).")
    private @Nullable Integer thresholdSamples;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description =
                    "Seed of the sample that is measured; thresholds are chosen on seed S + 1"
                            + " (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--threshold",
            paramLabel = "RULE",
            defaultValue = "iqr",
            description =
                    "iqr (most informative level), area (as many pixels as the class has) or a"
                            + " share of the pixels such as 0.01 (${DEFAULT-VALUE}).")
    private String threshold = "iqr";

    @Option(
            names = "--parts",
            description =
                    "Look for parts of things, too: the upper, lower, left and right half of each.")
    private boolean parts;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the tensor engine (all).")
    private @Nullable Integer threads;

    @Option(names = "--no-page", description = "Write no page and no pictures beside the numbers.")
    private boolean withoutPage;

    /** What {@code --json} prints. */
    private record Printed(
            String dissectionFile,
            @Nullable String page,
            double secondsTotal,
            List<LayerReport> layers) {}

    @Override
    public Integer call() throws IOException {
        long start = System.nanoTime();
        checkSamples();
        DissectionOptions options =
                DissectionOptions.defaults().withRule(ThresholdRule.parse(threshold));
        if (threads != null) {
            Engine.setThreads(threads);
        }
        try (GeneratorSession session = network.openForPictures();
                Segmenter labels = parts ? new QuadParts(segmenter.open()) : segmenter.open();
                StageProgress progress = new StageProgress(err())) {
            int size = session.config().latentSize();
            Specimen specimen =
                    new Specimen(
                            session, draw.options(session), Latents.ofSeed(seed, samples, size));
            List<Layer> chosen = LayerChoice.of(layers, specimen.layers());
            OutputFolder folder = output.open(files(chosen));
            Dissection.Findings findings =
                    Dissection.run(
                            specimen,
                            Latents.ofSeed(seed + 1, thresholdSamples(), size),
                            labels,
                            chosen,
                            options,
                            cache.folder(),
                            progress);
            write(folder, findings);
            print(folder, findings.report(), (System.nanoTime() - start) / 1e9);
        }
        return 0;
    }

    private void write(OutputFolder folder, Dissection.Findings findings) throws IOException {
        folder.write(JSON, file -> DissectionFile.writeJson(file, findings.report()));
        folder.write(CSV, file -> DissectionFile.writeCsv(file, findings.report()));
        if (!withoutPage) {
            DissectionPage.write(findings, folder::write);
        }
    }

    /** Before anything is made. */
    private void checkSamples() {
        if (samples < Dissection.LEAST_SAMPLES || thresholdSamples() < Dissection.LEAST_SAMPLES) {
            throw new IllegalArgumentException(
                    "samples and threshold-samples must be at least %d: %d and %d"
                            .formatted(Dissection.LEAST_SAMPLES, samples, thresholdSamples()));
        }
    }

    private int thresholdSamples() {
        return thresholdSamples == null
                ? Math.max(Dissection.LEAST_SAMPLES, samples / 2)
                : thresholdSamples;
    }

    private List<String> files(List<Layer> chosen) {
        List<String> files = new ArrayList<>(List.of(JSON, CSV));
        if (!withoutPage) {
            files.addAll(DissectionPage.files(chosen));
        }
        return files;
    }

    private void print(OutputFolder folder, DissectionReport report, double seconds) {
        String file = folder.path().resolve(JSON).toString();
        String page = withoutPage ? null : folder.path().resolve(DissectionPage.FILE).toString();
        if (output.json()) {
            Results.printJson(out(), new Printed(file, page, seconds, report.layers()));
            return;
        }
        List<List<String>> rows = report.layers().stream().map(DissectCommand::row).toList();
        List<String> headings = List.of("layer", "units", "interpretable", "best");
        TextTable.of(headings, rows).forEach(out()::println);
        err().printf(Locale.ROOT, "galatea: wrote %s in %.1f s%n", file, seconds);
        if (page != null) {
            err().printf("galatea: open %s in a browser%n", page);
        }
    }

    private static List<String> row(LayerReport layer) {
        List<String> best =
                layer.best(SHOWN).stream()
                        .map(u -> String.format(Locale.ROOT, "%s %.2f", u.label(), u.iou()))
                        .toList();
        return List.of(
                layer.name(),
                Integer.toString(layer.unitCount()),
                Integer.toString(layer.interpretableUnits()),
                String.join(", ", best));
    }
}

package galatea.cli;

import galatea.data.ProgressListener;
import galatea.dissect.Bootstrap;
import galatea.dissect.ClassEffect;
import galatea.dissect.ClassPlaces;
import galatea.dissect.Dissection;
import galatea.dissect.DissectionFile;
import galatea.dissect.DissectionOptions;
import galatea.dissect.DissectionPage;
import galatea.dissect.DissectionReport;
import galatea.dissect.EffectStudy;
import galatea.dissect.Intervention;
import galatea.dissect.LayerReport;
import galatea.dissect.Region;
import galatea.dissect.Specimen;
import galatea.dissect.UnitEdit;
import galatea.image.CaptionedGrid;
import galatea.image.Picture;
import galatea.image.PictureDifference;
import galatea.image.Scaling;
import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.Latent;
import galatea.latent.Latents;
import galatea.model.Layer;
import galatea.report.HtmlPage;
import galatea.segment.Segmenter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The demonstration with the networks that are shipped: nothing is trained. */
final class DemoTour {
    /** Name of network and segmenter. */
    static final String NETWORK = "builtin:scenes";

    private static final String DISSECTION = "dissection/";
    private static final String CSV = DISSECTION + "units.csv";
    private static final int DISSECTED = 200;
    private static final int EFFECT_SAMPLE = 100;
    private static final long EFFECT_SEED = 3; // none of those the units were found on
    private static final int SCALE = 2;

    private final OutputFolder folder;
    private final GeneratorSession session;
    private final Segmenter segmenter;
    private final Path cache;
    private final StageProgress progress;
    private final HtmlPage page =
            HtmlPage.titled(
                    "Inside a generator",
                    "What a small style-based network has learned about landscapes, and how to"
                            + " prove it.");
    private final DemoSections sections;

    /**
     * @param cache folder for label maps
     */
    DemoTour(
            OutputFolder folder,
            GeneratorSession session,
            Segmenter segmenter,
            Path cache,
            StageProgress progress) {
        this.folder = folder;
        this.session = session;
        this.segmenter = segmenter;
        this.cache = cache;
        this.progress = progress;
        sections = new DemoSections(folder, page, NETWORK, session.resolution());
    }

    /** All files that may be written. */
    static List<String> files(List<Layer> layers) {
        Stream<String> own =
                Stream.of(
                        DemoPage.FILE,
                        "trees.png",
                        "doors.png",
                        DISSECTION + DissectionFile.NAME,
                        CSV);
        Stream<String> dissection =
                DissectionPage.files(layers).stream().map(name -> DISSECTION + name);
        return Stream.of(own, DemoSections.FILES.stream(), dissection)
                .flatMap(names -> names)
                .toList();
    }

    /** Draws everything; the page comes last, so it never names a picture that is not there. */
    void write() throws IOException {
        DemoPictures pictures = new DemoPictures(session);
        page.paragraph(
                "Nothing was trained for this page: the network comes with Galatea. It learned from"
                        + " drawn landscapes alone, and nobody told it what a tree or a house is.");
        sections.samples(pictures, "The network is small; look at it kindly.");
        sections.styles(pictures);
        dissection();
        trees();
        doors();
        next();
        folder.write(DemoPage.FILE, page.html().getBytes(StandardCharsets.UTF_8));
    }

    private void dissection() throws IOException {
        Dissection.Findings findings = findings();
        DissectionReport report = findings.report();
        folder.write(
                DISSECTION + DissectionFile.NAME, file -> DissectionFile.writeJson(file, report));
        folder.write(CSV, file -> DissectionFile.writeCsv(file, report));
        DissectionPage.write(findings, (name, bytes) -> folder.write(DISSECTION + name, bytes));
        page.heading("What single units stand for");
        page.paragraph(
                "A unit is one channel of a layer. Its feature map is compared with what a second"
                        + " network, which names every pixel, sees in the picture: the better the"
                        + " two agree (IoU, 1 is perfect), the more the unit stands for that class."
                        + " The page %sindex.html beside this one shows every unit."
                                .formatted(DISSECTION));
        page.table(
                List.of("layer", "units", "stand for something", "best"),
                report.layers().stream().map(DemoTour::row).toList());
        page.command(
                "./galatea dissect --network %s --segmenter %s --outdir dissection"
                        .formatted(NETWORK, NETWORK));
    }

    private Dissection.Findings findings() throws IOException {
        Specimen measured = sample(1, DISSECTED);
        return Dissection.run(
                measured,
                sample(2, DISSECTED / 2).latents(),
                segmenter,
                measured.layers(),
                DissectionOptions.defaults(),
                cache,
                progress);
    }

    private static List<String> row(LayerReport layer) {
        return List.of(
                layer.name(),
                Integer.toString(layer.unitCount()),
                Integer.toString(layer.interpretableUnits()),
                layer.best(3).stream()
                        .map(u -> String.format(Locale.ROOT, "%s %.2f", u.label(), u.iou()))
                        .reduce((a, b) -> a + ", " + b)
                        .orElse("-"));
    }

    private void trees() throws IOException {
        UnitEdit edit = DemoEdit.TREES.edit();
        Intervention without = Intervention.of(session.layers(), List.of(edit));
        page.heading("Trees, switched off");
        sections.add(
                "trees.png",
                beforeAndAfter(DemoEdit.TREES.seeds(), latent -> without),
                1,
                "Rows of landscapes before and after, with the difference",
                "%d units of layer %s are set to 0: %s Agreement is not proof; this is."
                        .formatted(edit.units().size(), edit.layer(), effect(without)),
                sections.generate(
                        "intervene",
                        "--seeds %s %s"
                                .formatted(DemoEdit.TREES.seedList(), DemoEdit.TREES.option())));
    }

    private String effect(Intervention withoutTrees) {
        Specimen sample = sample(EFFECT_SEED, EFFECT_SAMPLE);
        ProgressListener listener = progress.next("effect of the ablation");
        List<ClassEffect> effects =
                new EffectStudy(sample, segmenter, Bootstrap.defaults(), listener).of(withoutTrees);
        ClassEffect tree =
                effects.stream().filter(e -> e.name().equals("tree")).findFirst().orElseThrow();
        return String.format(
                Locale.ROOT,
                "%.0f %% of the tree pixels vanish over %d other pictures (95 %% interval %.0f to"
                        + " %.0f %%).",
                -100 * tree.relativeChange(),
                EFFECT_SAMPLE,
                -100 * tree.relative().high(),
                -100 * tree.relative().low());
    }

    private void doors() throws IOException {
        UnitEdit edit = DemoEdit.DOORS.edit();
        Layer layer = Layer.named(edit.layer(), session.layers());
        ClassPlaces places = new ClassPlaces(sample(1, 1), segmenter, layer);
        page.heading("A door where there was none");
        sections.add(
                "doors.png",
                beforeAndAfter(
                        DemoEdit.DOORS.seeds(),
                        latent ->
                                Intervention.of(
                                        session.layers(),
                                        places.most(latent, "house wall").stream()
                                                .map(wall -> edit.within(tall(wall)))
                                                .toList())),
                1,
                "Rows of landscapes before and after, with the difference",
                ("%d units of layer %s are set, in two cells on a house wall, to high values"
                                + " (the 99 %% quantile). In the sky the same values draw hardly"
                                + " anything: later layers decide whether a door may be there.")
                        .formatted(edit.units().size(), edit.layer()),
                null);
    }

    /** A cell and the one below it, if there is one: doors are taller than wide. */
    private static Region tall(Region cell) {
        double height = Math.min(2 * cell.height(), 1 - cell.y());
        return new Region(cell.x(), cell.y(), cell.width(), height);
    }

    private Specimen sample(long seed, int count) {
        int size = session.config().latentSize();
        Latents latents = Latents.ofSeed(seed, count, size);
        return new Specimen(session, GenerateOptions.defaults(), latents);
    }

    /** What is done to the picture of a latent. */
    @FunctionalInterface
    private interface Edit {
        Intervention of(Latent latent);
    }

    private Picture beforeAndAfter(List<Long> seeds, Edit edit) {
        List<Picture> tiles = new ArrayList<>();
        GenerateOptions options = GenerateOptions.defaults();
        for (long seed : seeds) {
            Latent latent = session.latent(seed);
            Picture before = session.generate(latent, options);
            float[] levels = session.levels(latent, options, edit.of(latent));
            Picture after = session.picture(levels);
            Picture difference = PictureDifference.of(before, after);
            for (Picture tile : List.of(before, after, difference)) {
                tiles.add(Scaling.enlarge(tile, SCALE));
            }
        }
        List<String> rows = seeds.stream().map(seed -> "seed " + seed).toList();
        return CaptionedGrid.of(rows, List.of("before", "after", "difference")).arrange(tiles);
    }

    private void next() {
        page.heading("What next");
        page.paragraph("Train on pictures of your own, find causes, remove artifacts:");
        page.command(
                """
                ./galatea train --data PICTURES --outdir runs
                ./galatea segmenter train --data PAIRS --outdir segmenter
                ./galatea ace --network builtin:scenes --segmenter builtin:scenes \
                --layer 16x16/Conv1 --class-name roof --outdir roofs
                ./galatea demo --train
                ./galatea --help""");
        page.footer("Made by Galatea. This page and its pictures need no network connection.");
    }
}

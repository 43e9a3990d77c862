package galatea.cli;

import galatea.dissect.Ablation;
import galatea.dissect.ArtifactFinder;
import galatea.dissect.ArtifactReport;
import galatea.dissect.Specimen;
import galatea.dissect.Unit;
import galatea.image.CaptionedGrid;
import galatea.image.Picture;
import galatea.image.Png;
import galatea.image.Scaling;
import galatea.latent.Latent;
import galatea.model.LayerTap;
import galatea.report.Figure;
import galatea.report.HtmlPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** Shows a search for artifact units: what was suspected, what was removed, what changed. */
final class ArtifactPage {
    private static final String FILE = "index.html";
    private static final int SHOWN = 8; // units with pictures
    private static final int LISTED = 15; // units in the ranking
    private static final int TILE = 96; // pixels, at least

    private final OutputFolder folder;
    private final ArtifactFinder.Findings findings;
    private final Specimen search;

    /**
     * @param search the sample that the numbers of the pictures belong to
     */
    ArtifactPage(OutputFolder folder, ArtifactFinder.Findings findings, Specimen search) {
        this.folder = folder;
        this.findings = findings;
        this.search = search;
    }

    /** The page's files and some others. */
    static List<String> with(Collection<String> others) {
        List<String> names = new ArrayList<>(others);
        IntStream.range(0, SHOWN).forEach(i -> names.add(picture(i)));
        names.add(FILE);
        return names;
    }

    private static String picture(int place) {
        return "unit-%d.png".formatted(place + 1);
    }

    /** Draws everything; the page comes last, so it never names a picture that is not there. */
    void write(String network, String data) throws IOException {
        HtmlPage page = HtmlPage.titled("Artifact units", "%s against %s".formatted(network, data));
        page.paragraph(
                "Some units of a generator draw no things but faults. Distances below are Fréchet"
                        + " distances between generated and real pictures: smaller is closer. They"
                        + " can be compared with each other on this page, and with nothing else.");
        outcome(page);
        pictures(page);
        tables(page);
        page.footer("Made by Galatea. This page and its pictures need no network connection.");
        folder.write(FILE, page.html().getBytes(StandardCharsets.UTF_8));
    }

    private void outcome(HtmlPage page) {
        page.heading("Before and after");
        ArtifactReport.Outcome outcome = findings.report().outcome();
        if (outcome == null) {
            page.paragraph(
                    "No unit was found whose removal brings the pictures closer to real ones; the"
                            + " network was left as it is.");
            return;
        }
        page.paragraph(verdict(outcome));
        page.paragraph(
                "Measured on %d pictures on which nothing was chosen; in brackets 95 %% intervals."
                                .formatted(findings.report().pictures())
                        + " The last line removes as many units of the same layers, chosen by"
                        + " chance. A picture counts as changed if some pixel differs by more than"
                        + " 8 of 255 levels.");
        page.table(ArtifactTables.OUTCOMES, ArtifactTables.outcomes(outcome));
    }

    private static String verdict(ArtifactReport.Outcome outcome) {
        if (outcome.gain().low() > 0) {
            return "Without the units below the pictures are closer to real ones.";
        }
        return outcome.gain().high() < 0
                ? "Without the units below the pictures are farther from real ones."
                : "Whether the units below do harm cannot be told from these samples.";
    }

    private void pictures(HtmlPage page) throws IOException {
        page.heading("The worst units");
        page.paragraph(
                "The pictures in which each is most active, and below them the same pictures"
                        + " without it: without all removed units if it is one of them.");
        List<ArtifactReport.RankedUnit> shown = shown();
        for (int i = 0; i < SHOWN; i++) {
            if (i < shown.size()) {
                page.figure(figure(i, shown.get(i)));
            } else {
                folder.remove(picture(i));
            }
        }
    }

    /** The removed units, or, if there are none, the most suspected. */
    private List<ArtifactReport.RankedUnit> shown() {
        List<ArtifactReport.RankedUnit> ranking = findings.report().ranking();
        List<ArtifactReport.RankedUnit> removed =
                ranking.stream().filter(unit -> findings.repaired().contains(unit(unit))).toList();
        return (removed.isEmpty() ? ranking : removed).stream().limit(SHOWN).toList();
    }

    private Unit unit(ArtifactReport.RankedUnit ranked) {
        return new Unit(
                LayerChoice.of(ranked.unit().layer(), search.layers()), ranked.unit().unit());
    }

    private Figure figure(int place, ArtifactReport.RankedUnit ranked) throws IOException {
        boolean removed = findings.repaired().contains(unit(ranked));
        List<Unit> without = removed ? findings.repaired() : List.of(unit(ranked));
        List<Picture> tiles = new ArrayList<>();
        ranked.peaks().forEach(n -> tiles.add(tile(n, LayerTap.NONE)));
        ranked.peaks().forEach(n -> tiles.add(tile(n, new Ablation(without))));
        List<String> columns = ranked.peaks().stream().map(n -> Integer.toString(n)).toList();
        String second = removed ? "repaired" : "without it";
        Picture grid = CaptionedGrid.of(List.of("as drawn", second), columns).arrange(tiles);
        folder.write(picture(place), Png.encode(grid));
        return new Figure(
                picture(place),
                grid.width(),
                grid.height(),
                false,
                "Pictures in which unit %s is most active, above the same without it"
                        .formatted(ranked.unit()),
                "Unit %s%s".formatted(ranked.unit(), removed ? ", removed" : ""),
                null);
    }

    private Picture tile(int number, LayerTap tap) {
        Latent latent = search.latents().rows(number, 1).get(0);
        Picture picture =
                search.session().picture(search.session().levels(latent, search.options(), tap));
        int side = picture.width() * Math.max(1, (TILE + picture.width() - 1) / picture.width());
        return side == picture.width()
                ? picture
                : Scaling.resize(picture, side, side, Scaling.Filter.AREA);
    }

    private void tables(HtmlPage page) {
        ArtifactReport report = findings.report();
        if (!report.verdicts().isEmpty()) {
            page.heading("What was tried");
            page.paragraph(
                    "The most suspected units, each on top of those already removed: distances of"
                            + " the first sample, and the gain on a second one. A unit is removed if"
                            + " the interval of its gain lies above 0 and the gain is more than a"
                            + " trifle (--least-gain); intervals are wide enough"
                            + " that in 19 of 20 searches no harmless unit passes.");
            page.table(ArtifactTables.VERDICTS, ArtifactTables.verdicts(report));
        }
        page.heading("The most suspected units");
        page.paragraph(
                "Distance of the %d pictures in which a unit is most active, and in how many of its"
                                .formatted(report.peakPictures())
                        + " cells it is above 0. Rare means at most 30 %.");
        page.table(ArtifactTables.RANKING, ArtifactTables.ranking(report, LISTED));
    }
}

package galatea.cli;

import galatea.report.Figure;
import galatea.report.HtmlPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Writes the page of the demonstration and its pictures. */
final class DemoPage {
    /** Name of the page. */
    static final String FILE = "index.html";

    /** All files that may be written. */
    static final List<String> FILES =
            Stream.concat(
                            Stream.of(FILE, "reals.png", "progress.png", "losses.png"),
                            DemoSections.FILES.stream())
                    .toList();

    private final OutputFolder folder;
    private final DemoReport report;
    private final HtmlPage page;
    private final DemoSections sections;

    DemoPage(OutputFolder folder, DemoReport report) {
        this.folder = folder;
        this.report = report;
        this.page =
                HtmlPage.titled(
                        "A generator, trained just now",
                        "What galatea demo did on this machine, from nothing, in %s."
                                .formatted(duration(report.trainingSeconds())));
        Path run = Path.of(report.runDirectory()).getFileName();
        sections = new DemoSections(folder, page, "DIR/run/" + run, report.resolution());
    }

    /** Draws everything; the page comes last, so it never names a picture that is not there. */
    void write(DemoHistory history, DemoPictures pictures) throws IOException {
        introduction();
        training(history);
        sections.samples(
                pictures,
                "Sky and ground come first; houses with roofs, trees and paths want about %d"
                                .formatted(DemoPlan.KIMG_FOR_HOUSES)
                        + " thousand images, windows and doors many more.");
        sections.styles(pictures);
        page.heading("What next");
        page.paragraph("Train the same on pictures of your own, and then explore the result:");
        page.command(
                "./galatea train --data PICTURES --outdir runs --resolution 32\n./galatea --help");
        page.footer("Made by Galatea. This page and its pictures need no network connection.");
        folder.write(FILE, page.html().getBytes(StandardCharsets.UTF_8));
    }

    private void introduction() throws IOException {
        page.paragraph(
                "Two networks played a game. The generator turns random numbers into pictures; the"
                        + " discriminator tells them from real ones. Each learns from the other,"
                        + " until the pictures look like those in the data.");
        if (report.interrupted()) {
            page.paragraph(
                    "The training was interrupted: all pictures show how far it had come by then.");
        }
        if (report.resolution() < DemoPlan.RESOLUTION) {
            page.paragraph(
                    "The network had not yet grown to its full size of 32 x 32 pixels: a longer"
                            + " training (--minutes) takes it there.");
        }
        page.facts(facts());
        page.paragraph("In the commands below, DIR stands for the folder of this page.");
        page.heading("The data");
        sections.add(
                "reals.png",
                DemoPictures.reals(),
                DemoSections.ENLARGED,
                "Thirty-two small landscapes with houses, trees, water and hills",
                "The landscapes are drawn by Galatea itself, no two of them alike, so nothing had"
                        + " to be downloaded. The generator never sees them; only the discriminator"
                        + " does.",
                "./galatea dataset scenes:32 --dest reals.zip --resolution 32");
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Data", "built-in scenes, 32 x 32 pixels");
        facts.put(
                "Network",
                "style-based generator, grown from 8 to %d pixels".formatted(report.resolution()));
        facts.put(
                "Parameters",
                format(
                        "%,d in the generator, %,d in the discriminator",
                        report.generatorParameters(), report.discriminatorParameters()));
        facts.put(
                "Training",
                format(
                        "%,d real images shown, %.0f per second, in %s",
                        report.imagesSeen(),
                        report.imagesPerSecond(),
                        duration(report.trainingSeconds())));
        facts.put("Seed", Long.toString(report.seed()));
        facts.put(
                "The same again",
                format(
                        "./galatea demo --kimg %s --seed %d --threads %d",
                        report.kimg(), report.seed(), report.threads()));
        return facts;
    }

    private void training(DemoHistory history) throws IOException {
        page.heading("The training");
        sections.add(
                "progress.png",
                history.progress(),
                1,
                "A grid: rows are moments of the training, columns are seeds",
                "Each column starts from the same random numbers. The network learns where the sky"
                        + " ends and the ground begins on 8 x 8 pixels, and adds detail as it"
                        + " grows.",
                null);
        Figure losses =
                sections.figure(
                        "losses.png",
                        history.losses(),
                        1,
                        "A line chart of the losses of both networks over the images seen",
                        "Neither loss has to fall: each network's gain is the other's loss. What"
                                + " matters is that neither wins for good. Steps come from a new"
                                + " resolution.",
                        null);
        page.figure(losses);
    }

    private static String duration(double seconds) {
        return seconds < 100
                ? format("%.0f seconds", seconds)
                : format("%.1f minutes", seconds / 60);
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}

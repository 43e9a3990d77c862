package galatea.cli;

import galatea.image.Apng;
import galatea.image.Picture;
import galatea.image.Png;
import galatea.report.Figure;
import galatea.report.HtmlPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the page of the demonstration and its pictures. */
final class DemoPage {
    /** Name of the page. */
    static final String FILE = "index.html";

    /** All files that may be written. */
    static final List<String> FILES =
            List.of(
                    FILE,
                    "reals.png",
                    "progress.png",
                    "losses.png",
                    "samples.png",
                    "truncation.png",
                    "mixing.png",
                    "interpolation.png",
                    "noise.png");

    /** Small pictures without captions are shown so many times as large. */
    private static final int ENLARGED = 3;

    private static final int ANIMATION_WIDTH = 256;

    private final OutputFolder folder;
    private final DemoReport report;
    private final HtmlPage page;

    DemoPage(OutputFolder folder, DemoReport report) {
        this.folder = folder;
        this.report = report;
        this.page =
                HtmlPage.titled(
                        "A generator, trained just now",
                        "What galatea demo did on this machine, from nothing, in %s."
                                .formatted(duration(report.trainingSeconds())));
    }

    /** Draws everything; the page comes last, so it never names a picture that is not there. */
    void write(DemoHistory history, DemoPictures pictures) throws IOException {
        introduction();
        training(history);
        samples(pictures);
        styles(pictures);
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
        add(
                "reals.png",
                DemoPictures.reals(),
                ENLARGED,
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
        add(
                "progress.png",
                history.progress(),
                1,
                "A grid: rows are moments of the training, columns are seeds",
                "Each column starts from the same random numbers. The network learns where the sky"
                        + " ends and the ground begins on 8 x 8 pixels, and adds detail as it"
                        + " grows.",
                null);
        Figure losses =
                figure(
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

    private void samples(DemoPictures pictures) throws IOException {
        page.heading("What the generator draws");
        String psi = format("--trunc %s", DemoPictures.PSI);
        add(
                "samples.png",
                pictures.samples(),
                ENLARGED * DemoPlan.RESOLUTION / report.resolution(),
                "Thirty-two generated landscapes",
                "Seeds 0 to 31, not chosen by hand. Sky and ground come first; houses with roofs,"
                        + " trees and paths want about %d thousand images, windows and doors many"
                                .formatted(DemoPlan.KIMG_FOR_HOUSES)
                        + " more.",
                generate("generate", "--seeds 0-31 " + psi));
        List<Picture> journey = pictures.journey();
        folder.write("interpolation.png", Apng.encode(journey, 80, 0));
        page.figure(
                shown(
                        "interpolation.png",
                        journey.get(0),
                        ANIMATION_WIDTH / report.resolution(),
                        "An animation in which one landscape turns into the next",
                        "A journey through seeds 0 to 7. Everything between two pictures is a"
                                + " picture as well: the network has learned a space of landscapes,"
                                + " not a list.",
                        generate(
                                "interpolate",
                                "--seeds 0-7 --loop --curve cubic --frames %d --fps 12 %s"
                                        .formatted(DemoPictures.FRAMES, psi))));
    }

    private void styles(DemoPictures pictures) throws IOException {
        page.heading("Truncation");
        add(
                "truncation.png",
                pictures.truncation(),
                1,
                "A grid: rows are seeds, columns the truncation strength psi from -1 to 1.5",
                "Psi pulls a picture towards the average of all (0): smaller values are safer and"
                        + " duller, larger ones bolder and more often broken, negative ones turn"
                        + " into the opposite.",
                generate("generate", "--seeds 0-4 --trunc 0.5"));
        page.heading("Style mixing");
        add(
                "mixing.png",
                pictures.mixing(),
                1,
                "A grid of mixtures of the pictures above and at the left",
                "Each picture is the one at the left with some styles of the one above: the coarse"
                        + " ones (4 x 4 pixels), the middle ones (8 x 8) or the fine ones (16 x 16"
                        + " and more). Where a row resembles its picture at the left, these styles"
                        + " decide little; fine styles always bring the colours along.",
                mixCommands());
        page.heading("Noise");
        add(
                "noise.png",
                pictures.noise(),
                1,
                "A grid: rows are seeds, columns are draws of the noise and their difference",
                "Noise inputs decide what is left to chance, such as texture. The last column is"
                        + " bright where the draws differ, eight times enhanced; where it is dark,"
                        + " this network hardly uses its noise.",
                generate("generate", "--seeds 0-3 --noise-mode none"));
    }

    private String mixCommands() {
        StringBuilder commands = new StringBuilder();
        for (DemoPictures.Scale scale : DemoPictures.Scale.ALL) {
            String options =
                    "--rows %s --cols 0-5 --styles %s".formatted(scale.rowSeeds(), scale.styles());
            commands.append(commands.isEmpty() ? "" : "\n").append(generate("mix", options));
        }
        return commands.toString();
    }

    /** A command that draws with the network of this page. */
    private String generate(String verb, String options) {
        Path name = Path.of(report.runDirectory()).getFileName();
        return "./galatea %s --network DIR/run/%s %s --outdir out".formatted(verb, name, options);
    }

    private void add(
            String file,
            Picture picture,
            int scale,
            String alt,
            String caption,
            @Nullable String command)
            throws IOException {
        page.figure(figure(file, picture, scale, alt, caption, command));
    }

    private Figure figure(
            String file,
            Picture picture,
            int scale,
            String alt,
            String caption,
            @Nullable String command)
            throws IOException {
        folder.write(file, Png.encode(picture));
        return shown(file, picture, scale, alt, caption, command);
    }

    private static Figure shown(
            String file,
            Picture picture,
            int scale,
            String alt,
            String caption,
            @Nullable String command) {
        int width = picture.width() * scale;
        int height = picture.height() * scale;
        return new Figure(file, width, height, scale > 1, alt, caption, command);
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

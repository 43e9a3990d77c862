package galatea.cli;

import galatea.image.Apng;
import galatea.image.Picture;
import galatea.image.Png;
import galatea.report.Figure;
import galatea.report.HtmlPage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a demonstration's page that show what a generator draws.
 *
 * @param folder for the pictures
 * @param page that they become part of
 * @param network how a command names the generator
 * @param resolution pixels per side that it draws
 */
record DemoSections(OutputFolder folder, HtmlPage page, String network, int resolution) {
    /** All files that may be written. */
    static final List<String> FILES =
            List.of(
                    "samples.png",
                    "truncation.png",
                    "mixing.png",
                    "interpolation.png",
                    "noise.png");

    /** Small pictures without captions are shown so many times as large. */
    static final int ENLARGED = 3;

    private static final int ANIMATION_WIDTH = 256;

    /**
     * Pictures of seeds, and a journey through some.
     *
     * @param remark what to expect of them
     */
    void samples(DemoPictures pictures, String remark) throws IOException {
        page.heading("What the generator draws");
        String psi = format("--trunc %s", DemoPictures.PSI);
        add(
                "samples.png",
                pictures.samples(),
                ENLARGED * DemoPlan.RESOLUTION / resolution,
                "Thirty-two generated landscapes",
                "Seeds 0 to 31, not chosen by hand. " + remark,
                generate("generate", "--seeds 0-31 " + psi));
        List<Picture> journey = pictures.journey();
        folder.write("interpolation.png", Apng.encode(journey, 80, 0));
        page.figure(
                shown(
                        "interpolation.png",
                        journey.get(0),
                        ANIMATION_WIDTH / resolution,
                        "An animation in which one landscape turns into the next",
                        "A journey through seeds 0 to 7. Everything between two pictures is a"
                                + " picture as well: the network has learned a space of landscapes,"
                                + " not a list.",
                        generate(
                                "interpolate",
                                "--seeds 0-7 --loop --curve cubic --frames %d --fps 12 %s"
                                        .formatted(DemoPictures.FRAMES, psi))));
    }

    /** Truncation, style mixing and noise. */
    void styles(DemoPictures pictures) throws IOException {
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
    String generate(String verb, String options) {
        return "./galatea %s --network %s %s --outdir out".formatted(verb, network, options);
    }

    /** Writes a picture and shows it; {@code scale} times as large. */
    void add(
            String file,
            Picture picture,
            int scale,
            String alt,
            String caption,
            @Nullable String command)
            throws IOException {
        page.figure(figure(file, picture, scale, alt, caption, command));
    }

    Figure figure(
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

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}

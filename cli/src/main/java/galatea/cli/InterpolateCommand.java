package galatea.cli;

import galatea.image.Apng;
import galatea.image.Gif;
import galatea.image.Picture;
import galatea.image.Png;
import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.Interpolation;
import galatea.latent.Latent;
import galatea.latent.Space;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Journeys between latents. */
@Command(
        name = "interpolate",
        description =
                "Draws a journey from seed to seed: interpolation.png (animated), interpolation.gif,"
                        + " or frame0000.png …",
        footer = {
            "",
            "Example:",
            "  galatea interpolate --network N.safetensors --seeds 0-3 --frames 60 --outdir out"
        })
final class InterpolateCommand extends Verb {
    /** Share of the heap that the frames of one animation may take. */
    private static final double HEAP_SHARE = 0.25;

    @Mixin private NetworkOption network = new NetworkOption();

    @ArgGroup(multiplicity = "1")
    private LatentOptions latents = new LatentOptions();

    @Option(
            names = "--frames",
            paramLabel = "N",
            defaultValue = "60",
            description = "Frames in all, 1 to 100000 (${DEFAULT-VALUE}).")
    private int frames;

    @Option(
            names = "--space",
            paramLabel = "SPACE",
            description = "w (straight), or z (along the sphere) (w where the network has it).")
    private @Nullable Space space;

    @Option(
            names = "--curve",
            paramLabel = "CURVE",
            defaultValue = "LINEAR",
            description = "linear, or cubic: smooth through all seeds, only in w (linear).")
    private Interpolation.Curve curve = Interpolation.Curve.LINEAR;

    @Option(names = "--loop", description = "Return to the first seed.")
    private boolean loop;

    @Option(
            names = "--fps",
            paramLabel = "N",
            defaultValue = "30",
            description = "Frames per second of animations, 1 to 100 (${DEFAULT-VALUE}).")
    private int fps;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "APNG",
            description = "apng, gif, or png for single frames (apng).")
    private Format format = Format.APNG;

    @Mixin private DrawOptions draw = new DrawOptions();
    @Mixin private DirectionOption direction = new DirectionOption();
    @Mixin private OutputOptions output = new OutputOptions();

    private enum Format {
        APNG,
        GIF,
        PNG
    }

    @Override
    public Integer call() throws IOException {
        requireRange("frames", frames, 100_000);
        requireRange("fps", fps, 100);
        try (GeneratorSession session = network.openForPictures()) {
            List<Latent> keys =
                    latents.latents(session).stream().map(LatentOptions.Named::latent).toList();
            GenerateOptions options = direction.along(draw.options(session, keys.get(0).space()));
            List<Latent> stations = stations(session, keys, options);
            requireMemory(session);
            OutputFolder folder = output.open(names());
            try (Progress progress = Progress.start("interpolate", frames, err())) {
                List<Picture> kept = new ArrayList<>();
                for (Latent station : stations) {
                    Picture frame = session.generate(station, optionsFor(station, options));
                    if (format == Format.PNG) {
                        folder.write(frameName(progress.done()), Png.encode(frame));
                    } else {
                        kept.add(frame);
                    }
                    progress.step();
                }
                writeAnimation(folder, kept);
                progress.close();
                Results.report(this, output.json(), folder, frames, progress.seconds());
            }
        }
        return 0;
    }

    private static void requireRange(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    "%s must be in [1, %d]: %d".formatted(name, most, value));
        }
    }

    private List<Latent> stations(
            GeneratorSession session, List<Latent> keys, GenerateOptions options) {
        Space where = space == null ? defaultSpace(session, keys) : space;
        List<Latent> ends = keys;
        if (where == Space.W) {
            ends = keys.stream().map(key -> session.styles(key, options)).toList();
        } else if (keys.get(0).space() == Space.W) {
            throw new IllegalArgumentException("space must be w for styles: z");
        }
        return new Interpolation(curve, loop).stations(ends, frames);
    }

    private static Space defaultSpace(GeneratorSession session, List<Latent> keys) {
        return session.hasStyles() ? Space.W : keys.get(0).space();
    }

    /** Styles are truncated and moved already. */
    private static GenerateOptions optionsFor(Latent station, GenerateOptions options) {
        return station.space() == Space.W ? options.forStyles() : options;
    }

    private void requireMemory(GeneratorSession session) {
        double side = session.resolution();
        double bytes = side * side * session.config().channels() * frames;
        if (format != Format.PNG && bytes > HEAP_SHARE * Runtime.getRuntime().maxMemory()) {
            throw new IllegalArgumentException(
                    "frames of an animation must fit into memory: %d; use --format png or fewer"
                            .formatted(frames));
        }
    }

    private List<String> names() {
        return switch (format) {
            case APNG -> List.of("interpolation.png");
            case GIF -> List.of("interpolation.gif");
            case PNG -> IntStream.range(0, frames).mapToObj(InterpolateCommand::frameName).toList();
        };
    }

    private static String frameName(long index) {
        return "frame%04d.png".formatted(index);
    }

    private void writeAnimation(OutputFolder folder, List<Picture> kept) throws IOException {
        int delay = Math.round(1000f / fps);
        switch (format) {
            case APNG -> folder.write("interpolation.png", Apng.encode(kept, delay, 0));
            case GIF -> folder.write("interpolation.gif", Gif.encode(kept, delay, 0));
            case PNG -> {} // written one by one
        }
    }
}

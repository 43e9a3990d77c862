package galatea.cli;

import galatea.data.PictureDecoder;
import galatea.format.FormatException;
import galatea.image.Apng;
import galatea.image.ImageGrid;
import galatea.image.Picture;
import galatea.image.Png;
import galatea.latent.GeneratorSession;
import galatea.latent.LatentFile;
import galatea.project.ProjectionOptions;
import galatea.project.ProjectionResult;
import galatea.project.ProjectionSpace;
import galatea.project.ProjectionStep;
import galatea.project.Projector;
import galatea.segment.PerceptualFeatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The latent of a given picture. */
@Command(
        name = "project",
        description = {
            "Looks for the latent of which a network draws a given picture, such as a photograph.",
            "Writes projected_w.npz, which --latents of other verbs takes; projected.png, target.png"
                    + " and comparison.png, the two side by side; and projection.json."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  galatea project --network N.safetensors --target photo.png --outdir out",
            "  galatea intervene --network N.safetensors --latents out/projected_w.npz --ablate"
                    + " 8x8/Conv1:3 --outdir edited"
        })
final class ProjectCommand extends Verb {
    private static final String LATENT = "projected_w.npz";
    private static final String PROJECTED = "projected.png";
    private static final String TARGET = "target.png";
    private static final String COMPARISON = "comparison.png";
    private static final String ANIMATION = "animation.png";
    private static final String REPORT = "projection.json";
    private static final int FRAMES = 100;
    private static final int FRAME_MILLIS = 50;
    private static final int LAST_FRAME_COUNT = 20; // how often the result is shown at the end

    @Mixin private NetworkOption network = new NetworkOption();

    @Option(
            names = "--target",
            required = true,
            paramLabel = "PICTURE",
            description =
                    "The picture: the square in its middle, scaled to the network's resolution.")
    private Path target = Path.of("");

    @Option(
            names = "--space",
            paramLabel = "SPACE",
            converter = SpaceConverter.class,
            description =
                    "w, or w+ with a w for each layer (networks with styles), or z (w where the"
                            + " network has it).")
    private @Nullable ProjectionSpace space;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "" + ProjectionOptions.STEPS,
            description = "Steps, 1 to 100000 (${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--no-noise",
            description = "Keep the network's noise inputs rather than fit them, too.")
    private boolean noNoise;

    @Option(
            names = "--candidates",
            paramLabel = "N",
            description =
                    "Start from the nearest of so many random pictures and the average, 0 to 10000"
                            + " (0; 200 in z).")
    private @Nullable Integer candidates;

    @Option(
            names = "--features",
            paramLabel = "F",
            description =
                    "Compare by what a network sees, too: network with card (.onnx), U-Net"
                            + " (.safetensors) or builtin:NAME.")
    private @Nullable String features;

    @Option(
            names = "--feature-layers",
            paramLabel = "NAME",
            split = ",",
            description = "Values of the network of ONNX that are compared (before each pool).")
    private List<String> featureLayers = new ArrayList<>();

    @Option(
            names = "--class",
            paramLabel = "INDEX",
            description = "Class of the picture, for networks with classes.")
    private @Nullable Integer label;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "" + ProjectionOptions.SEED,
            description = "Seed of what is random (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--animation", description = "Write animation.png, the way there, as well.")
    private boolean animation;

    @Mixin private OutputOptions output = new OutputOptions();

    /** Space as users write it. */
    static final class SpaceConverter implements ITypeConverter<ProjectionSpace> {
        @Override
        public ProjectionSpace convert(String value) {
            try {
                return ProjectionSpace.of(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    @Override
    public Integer call() throws IOException {
        requireFeatures();
        Picture picture = picture();
        try (GeneratorSession session = network.openForPictures();
                PerceptualFeatures eyes =
                        features == null
                                ? null
                                : PerceptualFeatures.open(features, featureLayers)) {
            ProjectionOptions options = options(session);
            Projector projector = new Projector(session, options, label, eyes);
            OutputFolder folder = output.open(names());
            tellSize(picture, session.resolution());
            List<Picture> frames = new ArrayList<>();
            try (Progress progress = Progress.start("project", steps, err())) {
                ProjectionResult result =
                        projector.project(picture, step -> hear(step, progress, frames));
                write(folder, session, result, frames);
                ProjectionReport report =
                        ProjectionReport.of(network.name(), target, picture, options, eyes, result);
                folder.write(REPORT, Results.json(report));
                progress.close();
                report(folder, result, progress.seconds());
            }
        }
        return 0;
    }

    private Picture picture() throws IOException {
        byte[] file = Files.readAllBytes(target);
        try {
            return PictureDecoder.decode(file);
        } catch (IOException e) {
            throw new FormatException(target.toString(), String.valueOf(e.getMessage()), e);
        }
    }

    private void requireFeatures() {
        if (features == null && !featureLayers.isEmpty()) {
            throw new IllegalArgumentException(
                    "--feature-layers must come with --features: "
                            + String.join(",", featureLayers));
        }
    }

    private ProjectionOptions options(GeneratorSession session) {
        ProjectionSpace where = space == null ? ProjectionSpace.defaultOf(session) : space;
        ProjectionOptions options =
                ProjectionOptions.defaults(where)
                        .withSteps(steps)
                        .withNoise(!noNoise)
                        .withSeed(seed);
        return candidates == null ? options : options.withCandidates(candidates);
    }

    private List<String> names() {
        List<String> names =
                new ArrayList<>(List.of(LATENT, PROJECTED, TARGET, COMPARISON, REPORT));
        if (animation) {
            names.add(ANIMATION);
        }
        return names;
    }

    /** Says how the picture became one of the network's size. */
    private void tellSize(Picture picture, int side) {
        int square = Math.min(picture.width(), picture.height());
        boolean cut = picture.width() != picture.height();
        if (cut || square != side) {
            err().printf(
                            "galatea: %s, %dx%d, was%s%s%s%n",
                            target.getFileName(),
                            picture.width(),
                            picture.height(),
                            cut ? " cut to the %1$dx%1$d in its middle".formatted(square) : "",
                            cut && square != side ? " and" : "",
                            square == side ? "" : " scaled to %1$dx%1$d".formatted(side));
        }
    }

    private void hear(ProjectionStep step, Progress progress, List<Picture> frames) {
        progress.note("loss %.5f".formatted(step.loss()));
        progress.step();
        long frame = (long) (step.done() - 1) * FRAMES / step.total();
        if (animation && frame != (long) step.done() * FRAMES / step.total()) {
            frames.add(step.picture().get());
        }
    }

    private void write(
            OutputFolder folder,
            GeneratorSession session,
            ProjectionResult result,
            List<Picture> frames)
            throws IOException {
        folder.write(LATENT, file -> LatentFile.write(file, result.latent(), session));
        folder.write(TARGET, Png.encode(result.target()));
        folder.write(PROJECTED, Png.encode(result.picture()));
        folder.write(COMPARISON, Png.encode(comparison(result, result.picture())));
        if (animation) {
            List<Picture> pairs =
                    new ArrayList<>(frames.stream().map(f -> comparison(result, f)).toList());
            for (int i = 0; i < LAST_FRAME_COUNT; i++) {
                pairs.add(comparison(result, result.picture()));
            }
            folder.write(ANIMATION, Apng.encode(pairs, FRAME_MILLIS, 0));
        }
    }

    /** The picture looked for, and one of the network's. */
    private static Picture comparison(ProjectionResult result, Picture found) {
        return ImageGrid.of(2).arrange(List.of(result.target(), found));
    }

    private void report(OutputFolder folder, ProjectionResult result, double seconds) {
        if (output.json()) {
            Results.printJson(out(), ProjectionReport.Summary.of(folder.path(), result, seconds));
            return;
        }
        err().printf(
                        Locale.ROOT,
                        "galatea: wrote %s in %.1f s: %.2f dB, distance %.5f (%.5f at the start)%n",
                        folder.path(),
                        seconds,
                        result.psnr(),
                        result.found().total(),
                        result.start().total());
    }
}

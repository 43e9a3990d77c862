package galatea.cli;

import galatea.data.ProgressListener;
import galatea.dissect.Bootstrap;
import galatea.dissect.ClassEffect;
import galatea.dissect.EffectStudy;
import galatea.dissect.Folding;
import galatea.dissect.InsertionValues;
import galatea.dissect.Intervention;
import galatea.dissect.Recipe;
import galatea.dissect.Specimen;
import galatea.dissect.Stages;
import galatea.image.ImageGrid;
import galatea.image.Picture;
import galatea.image.PictureDifference;
import galatea.image.Png;
import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.Latents;
import galatea.latent.Space;
import galatea.segment.Segmenter;
import galatea.segment.SegmenterSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Pictures before and after units are edited. */
@Command(
        name = "intervene",
        description = {
            "Ablates or inserts units of a generator and draws the same pictures before and after.",
            "Writes NAME-before.png, NAME-after.png and NAME-difference.png for each, grid.png with"
                    + " the first 64 and recipe.json, which does the same again. With a segmenter,"
                    + " prints what the edits did to every class."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  galatea intervene --network runs/00000-scenes32 --seeds 0-7 --ablate 8x8/Conv1:3,7"
                    + " --outdir out",
            "  galatea intervene --network runs/00000-scenes32 --segmenter builtin:scenes --seeds"
                    + " 0-99 --insert 8x8/Conv1:12 --value mean:tree --region 0.25,0.5,0.5,0.25"
                    + " --outdir out"
        })
final class InterveneCommand extends Verb {
    private static final String GRID = "grid.png";
    private static final String RECIPE = "recipe.json";
    private static final int GRID_ROWS = 64;
    private static final long SAMPLE_SEED = 1; // gandissect's

    @Mixin private NetworkOption network = new NetworkOption();

    @ArgGroup(multiplicity = "1")
    private LatentOptions latents = new LatentOptions();

    @Mixin(name = EditOptions.MIXIN)
    private EditOptions edits = new EditOptions();

    @Option(
            names = "--segmenter",
            paramLabel = "S",
            description =
                    "Says what pictures show: U-Net, network of ONNX, rules on colours or"
                            + " builtin:NAME; see docs/segmenters.md.")
    private @Nullable String segmenter;

    @Option(
            names = "--sample",
            paramLabel = "N",
            defaultValue = "200",
            description =
                    "Pictures that decide values such as mean:tree or q0.99 (${DEFAULT-VALUE}).")
    private int sample;

    @Option(
            names = "--export",
            paramLabel = "NETWORK.safetensors",
            description = "Write a network that has the edits in its weights.")
    private @Nullable Path export;

    @Mixin private DrawOptions draw = new DrawOptions();
    @Mixin private DirectionOption direction = new DirectionOption();
    @Mixin private OutputOptions output = new OutputOptions();

    /** What {@code --json} prints. */
    private record Result(String outdir, int count, double secondsTotal, List<Effect> classes) {}

    /** A class in it: pixels, and the interval of what they gain. */
    private record Effect(
            String name,
            int pictures,
            long pixelsBefore,
            long pixelsAfter,
            double low,
            double high) {
        static Effect of(ClassEffect effect) {
            return new Effect(
                    effect.name(),
                    effect.pictures(),
                    effect.pixelsBefore(),
                    effect.pixelsAfter(),
                    effect.difference().low(),
                    effect.difference().high());
        }
    }

    @Override
    public Integer call() throws IOException {
        Recipe planned = edits.recipe();
        requireFree(export);
        try (GeneratorSession session = network.openForPictures();
                Segmenter eyes = segmenter == null ? null : SegmenterSource.open(segmenter)) {
            List<LatentOptions.Named> named = latents.latents(session);
            Recipe recipe = resolved(planned, session, eyes);
            Specimen specimen = specimen(session, named);
            Intervention tap = Intervention.of(specimen.layers(), recipe.unitEdits());
            OutputFolder folder = output.open(names(named));
            if (export != null) {
                Folding.export(network.file(), recipe.unitEdits(), export);
            }
            folder.write(RECIPE, recipe.toJson().getBytes(StandardCharsets.UTF_8));
            try (Progress progress = Progress.start("intervene", named.size(), err())) {
                write(specimen, named, tap, folder, progress);
                progress.close();
                report(specimen, eyes, tap, folder, progress.seconds());
            }
        }
        return 0;
    }

    private static void requireFree(@Nullable Path file) throws IOException {
        if (file != null && Files.exists(file)) {
            throw new FileSystemException(
                    file.toString(), null, "exists; move it or name another --export");
        }
    }

    private Recipe resolved(Recipe planned, GeneratorSession session, @Nullable Segmenter eyes)
            throws IOException {
        int latentSize = session.config().latentSize();
        if (sample < 1) {
            throw new IllegalArgumentException("sample must be at least 1: " + sample);
        }
        Latents many = Latents.ofSeed(SAMPLE_SEED, sample, latentSize);
        Specimen specimen = new Specimen(session, draw.options(session), many);
        return planned.resolved(new InsertionValues(specimen, eyes, Stages.SILENT));
    }

    private Specimen specimen(GeneratorSession session, List<LatentOptions.Named> named)
            throws IOException {
        Latents given = Latents.of(named.stream().map(LatentOptions.Named::latent).toList());
        Space space = named.get(0).latent().space();
        return new Specimen(session, direction.along(draw.options(session, space)), given);
    }

    private static List<String> names(List<LatentOptions.Named> named) {
        List<String> names = new ArrayList<>(List.of(GRID, RECIPE));
        for (LatentOptions.Named latent : named) {
            names.add(latent.name() + "-before.png");
            names.add(latent.name() + "-after.png");
            names.add(latent.name() + "-difference.png");
        }
        return names;
    }

    private static void write(
            Specimen specimen,
            List<LatentOptions.Named> named,
            Intervention tap,
            OutputFolder folder,
            Progress progress)
            throws IOException {
        GeneratorSession session = specimen.session();
        GenerateOptions options = specimen.options();
        List<Picture> tiles = new ArrayList<>();
        for (LatentOptions.Named latent : named) {
            Picture before = session.generate(latent.latent(), options);
            Picture after = session.picture(session.levels(latent.latent(), options, tap));
            Picture difference = PictureDifference.of(before, after);
            folder.write(latent.name() + "-before.png", Png.encode(before));
            folder.write(latent.name() + "-after.png", Png.encode(after));
            folder.write(latent.name() + "-difference.png", Png.encode(difference));
            if (tiles.size() < 3 * GRID_ROWS) {
                tiles.addAll(List.of(before, after, difference));
            }
            progress.step();
        }
        folder.write(GRID, Png.encode(ImageGrid.of(3).arrange(tiles)));
    }

    private void report(
            Specimen specimen,
            @Nullable Segmenter eyes,
            Intervention tap,
            OutputFolder folder,
            double seconds) {
        List<ClassEffect> effects =
                eyes == null
                        ? List.of()
                        : new EffectStudy(
                                        specimen,
                                        eyes,
                                        Bootstrap.defaults(),
                                        ProgressListener.SILENT)
                                .of(tap);
        if (output.json()) {
            List<Effect> classes = effects.stream().map(Effect::of).toList();
            String outdir = folder.path().toString();
            Results.printJson(out(), new Result(outdir, specimen.size(), seconds, classes));
            return;
        }
        if (eyes != null) {
            EffectTable.of(effects).forEach(out()::println);
        }
        Results.report(this, false, folder, 3 * specimen.size() + 1, seconds);
    }
}

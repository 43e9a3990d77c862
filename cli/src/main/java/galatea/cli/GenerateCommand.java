package galatea.cli;

import galatea.format.Npy;
import galatea.image.Png;
import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Pictures or raw tensors from seeds or latents. */
@Command(
        name = "generate",
        description = "Draws pictures: seed0000.png …, or images.npy, float32 [N, C, H, W].",
        footer = {
            "",
            "Example:",
            "  galatea generate --network runs/00000-scenes32 --seeds 0-3,7 --trunc 0.7 --outdir out"
        })
final class GenerateCommand extends Verb {
    private static final String ARRAY = "images.npy";

    @Mixin private NetworkOption network = new NetworkOption();

    @ArgGroup(multiplicity = "1")
    private LatentOptions latents = new LatentOptions();

    @Mixin private DrawOptions draw = new DrawOptions();
    @Mixin private DirectionOption direction = new DirectionOption();
    @Mixin private OutputOptions output = new OutputOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "PNG",
            description = "png, or npy for the raw values, not clipped (png).")
    private Format format = Format.PNG;

    private enum Format {
        PNG,
        NPY
    }

    @Override
    public Integer call() throws IOException {
        try (GeneratorSession session = open()) {
            List<LatentOptions.Named> named = latents.latents(session);
            GenerateOptions options =
                    direction.along(draw.options(session, named.get(0).latent().space()));
            OutputFolder folder = output.open(names(named));
            try (Progress progress = Progress.start("generate", named.size(), err())) {
                if (format == Format.NPY) {
                    writeArray(session, named, options, folder, progress);
                } else {
                    writePictures(session, named, options, folder, progress);
                }
                progress.close();
                Results.report(this, output.json(), folder, named.size(), progress.seconds());
            }
        }
        return 0;
    }

    private GeneratorSession open() throws IOException {
        return format == Format.NPY ? network.open() : network.openForPictures();
    }

    private List<String> names(List<LatentOptions.Named> named) {
        return format == Format.NPY
                ? List.of(ARRAY)
                : named.stream().map(latent -> latent.name() + ".png").toList();
    }

    private static void writePictures(
            GeneratorSession session,
            List<LatentOptions.Named> named,
            GenerateOptions options,
            OutputFolder folder,
            Progress progress)
            throws IOException {
        for (LatentOptions.Named latent : named) {
            byte[] png = Png.encode(session.generate(latent.latent(), options));
            folder.write(latent.name() + ".png", png);
            progress.step();
        }
    }

    private static void writeArray(
            GeneratorSession session,
            List<LatentOptions.Named> named,
            GenerateOptions options,
            OutputFolder folder,
            Progress progress)
            throws IOException {
        int side = session.resolution();
        long[] shape = {named.size(), session.config().channels(), side, side};
        Npy.Rows rows =
                i -> {
                    float[] levels = session.levels(named.get(i).latent(), options);
                    progress.step();
                    return levels;
                };
        folder.write(ARRAY, file -> Npy.write(file, shape, rows));
    }
}

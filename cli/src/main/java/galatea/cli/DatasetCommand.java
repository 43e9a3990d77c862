package galatea.cli;

import galatea.data.DatasetOptions;
import galatea.data.DatasetReport;
import galatea.data.DatasetWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Data set zips from pictures of any kind. */
@Command(
        name = "dataset",
        description = {
            "Writes a data set zip in NVIDIA's layout from a folder, a zip, idx files or a built-in"
                    + " source.",
            "Label maps, where the source has them, are written too."
        },
        footer = {
            "",
            "Examples:",
            "  galatea dataset pictures/ --dest pictures.zip --resolution 64",
            "  galatea dataset scenes:5000 --dest scenes.zip --resolution 64"
        })
final class DatasetCommand extends Verb {
    @Parameters(
            paramLabel = "SOURCE",
            description = "Folder, zip, idx or idx.gz file, or scenes:COUNT.")
    private String source = "";

    @Option(
            names = "--dest",
            required = true,
            paramLabel = "FILE.zip",
            description = "The zip to write.")
    private Path dest = Path.of("");

    @Option(
            names = "--resolution",
            paramLabel = "R",
            description = "Side length, a power of two in [4, 8192] (the pictures' own).")
    private @Nullable Integer resolution;

    @Option(
            names = "--channels",
            paramLabel = "N",
            defaultValue = "3",
            description = "1 gray, 3 RGB, 4 RGBA (${DEFAULT-VALUE}).")
    private int channels;

    @Mixin private PictureOptions pictures = new PictureOptions();

    @Option(names = "--force", description = "Replace FILE.zip if it is there.")
    private boolean force;

    @Option(names = "--json", description = "Print one JSON document about the data set.")
    private boolean json;

    /** What {@code --json} prints. */
    private record Report(
            String file,
            int images,
            int resolution,
            int channels,
            List<String> classes,
            boolean labelMaps,
            List<String> problems,
            double secondsTotal) {}

    @Override
    public Integer call() throws IOException {
        DatasetOptions options =
                DatasetOptions.defaults(source, dest, resolution)
                        .withChannels(channels)
                        .withCrop(pictures.crop())
                        .withFilter(pictures.filter())
                        .withMaxImages(pictures.maxImages())
                        .withOverwrite(force);
        try (ProgressOfFiles progress = new ProgressOfFiles(err())) {
            DatasetReport report = DatasetWriter.write(options, progress::reach);
            progress.close();
            if (json) {
                Results.printJson(out(), document(report, progress.seconds()));
            } else {
                err().printf(
                                "galatea: wrote %s: %d x %d, %s%n",
                                report.file(),
                                report.resolution(),
                                report.resolution(),
                                report.decoding().summary());
            }
        }
        return 0;
    }

    private static Report document(DatasetReport report, double seconds) {
        return new Report(
                report.file().toString(),
                report.images(),
                report.resolution(),
                report.channels(),
                report.classes(),
                report.labelMaps(),
                report.decoding().problems().stream().map(Object::toString).toList(),
                seconds);
    }
}

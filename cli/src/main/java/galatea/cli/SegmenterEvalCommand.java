package galatea.cli;

import galatea.segment.ConfusionMatrix;
import galatea.segment.Evaluation;
import galatea.segment.LabelledPictures;
import galatea.segment.Segmenter;
import galatea.segment.SegmenterScore;
import galatea.segment.SegmenterSource;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How good a segmenter is on labelled pictures. */
@Command(
        name = "eval",
        description = {
            "Compares what a segmenter makes of pictures with their label maps: intersection over"
                    + " union per class, share of pixels labelled right.",
            "Classes are compared by name; those that only one side knows are left out. All pictures"
                    + " count, also those that the segmenter has learnt from: the figures for"
                    + " pictures held out are in its file."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  galatea segmenter eval --segmenter segmenter.safetensors --data scenes:500:1",
            "  galatea segmenter eval --segmenter deeplab.onnx --data facades.zip --resolution 160"
        })
final class SegmenterEvalCommand extends Verb {
    @Option(
            names = "--segmenter",
            required = true,
            paramLabel = "S",
            description =
                    "U-Net (.safetensors), network of ONNX with its card, rules on colours (.json),"
                            + " or builtin:NAME: see docs/segmenters.md.")
    private String segmenter = "";

    @Option(
            names = "--data",
            required = true,
            paramLabel = "PAIRS",
            description = "Pictures with label maps, or scenes:COUNT:SEED.")
    private String data = "";

    @Option(
            names = "--resolution",
            paramLabel = "R",
            defaultValue = "64",
            description = "Side length that pictures are cut and scaled to (${DEFAULT-VALUE}).")
    private int resolution;

    @Option(names = "--json", description = "Print one JSON document, with the confusion matrix.")
    private boolean json;

    /** What {@code --json} prints; the last column of the matrix counts labels of no class. */
    private record Result(
            SegmenterScore score,
            List<String> classes,
            long[][] confusion,
            double millisecondsPerPicture) {}

    @Override
    public Integer call() throws IOException {
        try (Segmenter judged = SegmenterSource.open(segmenter);
                LabelledPictures pictures = LabelledPictures.open(data, resolution);
                ProgressOfFiles progress = new ProgressOfFiles(err())) {
            ConfusionMatrix matrix = Evaluation.of(judged, pictures, progress::reach);
            progress.close();
            double each = 1000 * progress.seconds() / pictures.size();
            if (json) {
                SegmenterScore score = SegmenterScore.of(matrix, pictures.size(), resolution);
                List<String> names = matrix.classes().names();
                Results.printJson(out(), new Result(score, names, matrix.counts(), each));
            } else {
                SegmenterTable.of(matrix).forEach(out()::println);
            }
        }
        return 0;
    }
}

package galatea.cli;

import galatea.format.DType;
import galatea.image.Png;
import galatea.model.Provenance;
import galatea.segment.ConfusionMatrix;
import galatea.segment.LabelledPictures;
import galatea.segment.SegmenterConfig;
import galatea.segment.SegmenterFile;
import galatea.segment.SegmenterScore;
import galatea.segment.SegmenterTraining;
import galatea.segment.UNetSegmenter;
import galatea.torch.Engine;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Training of a U-Net on labelled pictures. */
@Command(
        name = "train",
        description = {
            "Trains a small U-Net on pictures with label maps: a segmenter for dissection.",
            "Writes segmenter.safetensors and held-out.png (picture, label map, what the segmenter"
                    + " makes of it). Ctrl-C ends the training early and saves what was learnt."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  galatea segmenter train --data scenes --resolution 64 --outdir segmenter",
            "  galatea segmenter train --data facades.zip --resolution 64 --steps 2000 --outdir"
                    + " facades-segmenter"
        })
final class SegmenterTrainCommand extends Verb {
    private static final String FILE = "segmenter.safetensors";
    private static final String EXAMPLES = "held-out.png";

    @Option(
            names = "--data",
            required = true,
            paramLabel = "PAIRS",
            description = "Pictures with label maps, or scenes: see docs/data.md.")
    private String data = "";

    @Option(
            names = "--resolution",
            required = true,
            paramLabel = "R",
            description = "Side length that pictures are cut and scaled to.")
    private int resolution;

    @Option(names = "--steps", paramLabel = "N", description = "Steps of the optimiser (3000).")
    private @Nullable Integer steps;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "The length in passes through the pictures learnt from instead.")
    private @Nullable Double epochs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "16",
            description = "Pictures per step (${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--width",
            paramLabel = "N",
            defaultValue = "16",
            description = "Channels at full resolution (${DEFAULT-VALUE}).")
    private int width;

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "3",
            description = "Halvings of the resolution (${DEFAULT-VALUE}).")
    private int depth;

    @Option(
            names = "--held-out",
            paramLabel = "SHARE",
            defaultValue = "0.15",
            description =
                    "Share of the pictures kept to judge by, at most 1000 of them"
                            + " (${DEFAULT-VALUE}).")
    private double heldOut;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Of weights, order and disturbances (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--precision",
            paramLabel = "BITS",
            defaultValue = "16",
            description = "Of the weights in the file: 16 or 32 bits (${DEFAULT-VALUE}).")
    private int precision;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the tensor engine (all processors).")
    private @Nullable Integer threads;

    @Mixin private OutputOptions output = new OutputOptions();

    /** What {@code --json} prints. */
    private record Result(
            String file,
            long parameters,
            int trainingPictures,
            int heldOutPictures,
            long imagesSeen,
            @Nullable SegmenterScore heldOut,
            double secondsTotal) {

        static Result of(
                String file,
                SegmenterTraining training,
                UNetSegmenter segmenter,
                @Nullable SegmenterScore score,
                double seconds) {
            return new Result(
                    file,
                    segmenter.parameterCount(),
                    training.trainingSize(),
                    training.heldOutSize(),
                    training.imagesSeen(),
                    score,
                    seconds);
        }
    }

    @Override
    public Integer call() throws IOException {
        if (threads != null) {
            Engine.setThreads(threads);
        }
        DType kernels = kernels();
        SegmenterConfig config = config(1);
        OutputFolder folder = output.open(List.of(FILE, EXAMPLES));
        try (LabelledPictures pictures = LabelledPictures.open(data, resolution)) {
            config = config(pictures.size());
            try (Progress progress = Progress.start("segmenter", config.steps(), err());
                    SegmenterTraining training =
                            new SegmenterTraining(
                                    config, pictures, (step, loss) -> show(progress, step, loss));
                    StopOnSignal stop = new StopOnSignal(training)) {
                stop.guard(training, err());
                progress.close();
                finish(training, folder, kernels, progress.seconds());
                return training.isStopped() ? Failures.INTERRUPTED : 0;
            }
        }
    }

    private DType kernels() {
        return switch (precision) {
            case 16 -> DType.F16;
            case 32 -> DType.F32;
            default ->
                    throw new IllegalArgumentException(
                            "--precision must be 16 or 32: " + precision);
        };
    }

    private SegmenterConfig config(int pictures) {
        SegmenterConfig config =
                SegmenterConfig.defaults(resolution)
                        .withNetwork(width, depth)
                        .withHeldOut(heldOut)
                        .withSeed(seed);
        if (steps != null && epochs != null) {
            throw new IllegalArgumentException("--epochs must not be given with --steps");
        }
        if (epochs != null) {
            double learnt =
                    Math.max(pictures * (1 - heldOut), pictures - SegmenterConfig.MOST_HELD_OUT);
            return config.withLength(batch, (int) Math.max(1, Math.ceil(epochs * learnt / batch)));
        }
        return config.withLength(batch, steps == null ? config.steps() : steps);
    }

    private static void show(Progress progress, int step, double loss) {
        progress.note(String.format(Locale.ROOT, "loss %.3f", loss));
        progress.reach(step);
    }

    private void finish(
            SegmenterTraining training, OutputFolder folder, DType kernels, double seconds)
            throws IOException {
        if (training.imagesSeen() == 0) {
            throw new CancellationException("stopped before the first step");
        }
        Provenance provenance = Provenance.of(seed, training.imagesSeen(), data, null);
        try (UNetSegmenter segmenter = training.segmenter()) {
            ConfusionMatrix matrix = training.judge(segmenter, (done, total) -> {});
            SegmenterScore score = training.score(matrix);
            folder.write(
                    FILE, file -> SegmenterFile.save(file, segmenter, kernels, provenance, score));
            folder.write(EXAMPLES, Png.encode(training.examples(segmenter)));
            report(training, segmenter, folder, matrix, seconds);
        }
    }

    private void report(
            SegmenterTraining training,
            UNetSegmenter segmenter,
            OutputFolder folder,
            @Nullable ConfusionMatrix matrix,
            double seconds) {
        if (output.json()) {
            String file = folder.path().resolve(FILE).toString();
            SegmenterScore score = training.score(matrix);
            Results.printJson(out(), Result.of(file, training, segmenter, score, seconds));
        } else if (matrix != null) {
            SegmenterTable.of(matrix).forEach(out()::println);
        }
        err().printf(
                        Locale.ROOT,
                        "galatea: %s after %d pictures in %.0f s; wrote %s and %s to %s%n",
                        training.isStopped() ? "stopped" : "done",
                        training.imagesSeen(),
                        seconds,
                        FILE,
                        EXAMPLES,
                        folder.path());
    }
}

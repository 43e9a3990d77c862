package galatea.cli;

import galatea.data.ProgressListener;
import galatea.data.TrainingImages;
import galatea.dissect.Encoding;
import galatea.dissect.Gaussian;
import galatea.latent.GeneratorSession;
import galatea.segment.FeatureEncoder;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Real pictures to compare with, and what compares. */
final class RealsOptions {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "SRC",
            description =
                    "Real pictures, prepared as for the training: folder, zip, idx file or scenes,"
                            + " see docs/data.md.")
    private String data = "";

    @Mixin private CropOptions crop = new CropOptions();

    @Option(
            names = "--reals",
            paramLabel = "N",
            defaultValue = "5000",
            description =
                    "At most so many real pictures, spread evenly over the source"
                            + " (${DEFAULT-VALUE}).")
    private int most;

    @Option(
            names = "--features",
            required = true,
            paramLabel = "FILE",
            description =
                    "What pictures are compared by: a U-Net (.safetensors), builtin:NAME, or a"
                            + " network (.onnx) whose card names features.")
    private String features = "";

    FeatureEncoder encoder() throws IOException {
        return FeatureEncoder.open(features);
    }

    String data() {
        return data;
    }

    /** What real pictures look like at the size of the generated ones. */
    Gaussian look(GeneratorSession session, FeatureEncoder encoder, ProgressListener progress)
            throws IOException {
        DataChoice choice =
                new DataChoice(
                        data,
                        session.resolution(),
                        session.config().channels(),
                        crop.crop(),
                        crop.filter(),
                        most,
                        null,
                        null);
        try (TrainingImages images = choice.open(ProgressListener.SILENT)) {
            return Encoding.reals(images, encoder, progress);
        }
    }
}

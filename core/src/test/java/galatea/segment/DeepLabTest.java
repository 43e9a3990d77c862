package galatea.segment;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.data.ImageSource;
import galatea.data.LabelledSource;
import galatea.image.Picture;
import galatea.testing.SharedFiles;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A published network against the answers of the runtime's Python binding. */
@Tag("data")
class DeepLabTest {
    private static final int CAR = 7;
    private static final int LABELLED_CAR = 2;
    private static final int SIDE = 257;

    private final Path model = SharedFiles.require("models/deeplab_v3_voc_257.onnx");
    private final JsonNode answers =
            new JsonMapper()
                    .readTree(read(SharedFiles.require("models/known-answers.json")))
                    .get("deeplab_v3_voc_257.onnx");

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void patternGivesTheKnownLogits() throws IOException {
        double[] pattern = new double[3 * SIDE * SIDE];
        for (int i = 0; i < pattern.length; i++) {
            int c = i / (SIDE * SIDE);
            int y = i / SIDE % SIDE;
            int x = i % SIDE;
            pattern[i] = (31 * c + 7 * y + 3 * x) % 256 / 127.5 - 1;
        }
        try (OnnxSegmenter segmenter = OnnxSegmenter.open(model);
                Scope scope = new Scope()) {
            Tensor picture = Ops.of(DType.FLOAT32, pattern, 1, 3, SIDE, SIDE);
            ClassValues values = segmenter.values(picture, 0);
            JsonNode expected = answers.get("pattern_mean_logit_per_class");
            for (int index = 0; index < expected.size(); index++) {
                assertThat(mean(values, index))
                        .isCloseTo(expected.get(index).asDouble(), Offset.offset(1e-3));
            }
        }
    }

    private static double mean(ClassValues values, int index) {
        return IntStream.range(0, SIDE * SIDE)
                .mapToDouble(i -> values.at(i / SIDE, i % SIDE, index))
                .average()
                .orElseThrow();
    }

    @Test
    void carsAreFound() throws IOException {
        try (OnnxSegmenter segmenter = OnnxSegmenter.open(model);
                LabelledSource source = facades()) {
            for (Map.Entry<String, JsonNode> entry : answers.get("pictures").properties()) {
                int index =
                        IntStream.range(0, source.size())
                                .filter(i -> source.name(i).equals(entry.getKey()))
                                .findFirst()
                                .orElseThrow();
                byte[] labels = labels(segmenter, source.picture(index));
                double share = count(labels, CAR) / (double) labels.length;
                double expected = entry.getValue().get("car_predicted").asDouble();
                assertThat(share).isCloseTo(expected, Offset.offset(0.02));
            }
        }
    }

    @Test
    @Tag("slow")
    void carsAreFoundAsOftenAsKnown() throws IOException {
        Path archive = SharedFiles.require("data/facades.zip");
        java.util.Set<String> test;
        try (java.nio.file.FileSystem zip = java.nio.file.FileSystems.newFileSystem(archive)) {
            test = java.util.Set.copyOf(Files.readAllLines(zip.getPath("test.txt")));
        }
        long both = 0;
        long either = 0;
        try (OnnxSegmenter segmenter = OnnxSegmenter.open(model);
                LabelledSource source = facades()) {
            for (int i = 0; i < source.size(); i++) {
                String name = source.name(i).replaceAll("^images/|\\.jpg$", "");
                if (test.contains(name)) {
                    byte[] truth = source.labelMap(i).pixels();
                    byte[] given = labels(segmenter, source.picture(i));
                    for (int p = 0; p < truth.length; p++) {
                        both += truth[p] == LABELLED_CAR && given[p] == CAR ? 1 : 0;
                        either += truth[p] == LABELLED_CAR || given[p] == CAR ? 1 : 0;
                    }
                }
            }
        }
        double expected = answers.get("facades_zip_test").get("iou").asDouble();
        assertThat(both / (double) either).isCloseTo(expected, Offset.offset(0.01));
    }

    private static LabelledSource facades() throws IOException {
        return (LabelledSource)
                ImageSource.open(SharedFiles.require("data/facades.zip").toString());
    }

    private static long count(byte[] labels, int wanted) {
        return IntStream.range(0, labels.length).filter(i -> labels[i] == wanted).count();
    }

    private static byte[] labels(Segmenter segmenter, Picture picture) {
        try (Scope scope = new Scope()) {
            int height = picture.height();
            int width = picture.width();
            double[] values = new double[3 * height * width];
            for (int i = 0; i < values.length; i++) {
                int level =
                        picture.pixels()[i % (height * width) * 3 + i / (height * width)] & 0xff;
                values[i] = level / 127.5 - 1;
            }
            return segmenter.labels(Ops.of(DType.FLOAT32, values, 1, 3, height, width));
        }
    }
}

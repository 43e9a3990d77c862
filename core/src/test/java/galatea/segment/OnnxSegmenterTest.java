package galatea.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.format.FormatException;
import galatea.format.TinyOnnx;
import galatea.testing.LeakCheck;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxSegmenterTest {
    /** Class 0 follows the first channel, class 1 the third, class 2 is half the second. */
    private static final float[] WEIGHT = {1, 0, 0, 0, 0, 1, 0, 0.5f, 0};

    private static final String CARD =
            """
            {"file": "m.onnx", "task": "semantic segmentation",
             "input": {"name": "x", "type": "float32", "shape": [1, 3, 4, 4], "layout": "NCHW",
                       "channels": "RGB", "range": [0, 255], "mean": [10, 20, 30],
                       "std": [1, 2, 4]},
             "output": {"name": "y", "type": "float32", "shape": [1, 3, 4, 4], "layout": "NCHW",
                        "values": "logits"},
             "classes": ["red", "blue", "green"], "background": 2,
             "licence": "none", "source": "a test"}
            """;

    @TempDir Path folder;
    private Path model = Path.of("");

    @BeforeEach
    void writeModel() throws IOException {
        model = TinyOnnx.convolution(folder.resolve("m.onnx"), false, 3, 3, 4, 4, WEIGHT);
        card(CARD);
    }

    private void card(String text) throws IOException {
        Files.writeString(folder.resolve("m.json"), text);
    }

    /** Black, but for one value of one channel everywhere. */
    private static Tensor picture(int channel, double value, int side) {
        double[] values = new double[3 * side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / (side * side) == channel ? value : -1;
        }
        return Ops.of(DType.FLOAT32, values, 1, 3, side, side);
    }

    private ClassValues values(Tensor picture) throws IOException {
        try (OnnxSegmenter segmenter = OnnxSegmenter.open(model)) {
            return segmenter.values(picture, 0);
        }
    }

    @Test
    void valuesAreNormalisedAsTheCardSays() throws IOException {
        try (Scope scope = new Scope()) {
            ClassValues values = values(picture(0, 0.2, 4)); // red level 153
            assertThat(values.at(1, 2, 0)).isCloseTo((153 - 10) / 1f, Offset.offset(1e-3f));
            assertThat(values.at(1, 2, 1)).isCloseTo((0 - 30) / 4f, Offset.offset(1e-3f));
            assertThat(values.at(3, 3, 2)).isCloseTo((0 - 20) / 2f / 2, Offset.offset(1e-3f));
        }
    }

    @Test
    void channelsMayBeReversed() throws IOException {
        card(CARD.replace("RGB", "BGR"));
        try (Scope scope = new Scope()) {
            ClassValues values = values(picture(2, 0.2, 4)); // blue comes first
            assertThat(values.at(0, 0, 0)).isCloseTo((153 - 10) / 1f, Offset.offset(1e-3f));
        }
    }

    @Test
    void halvesAreTaken() throws IOException {
        TinyOnnx.convolution(model, true, 3, 3, 4, 4, WEIGHT);
        card(CARD.replace("float32", "float16"));
        try (Scope scope = new Scope()) {
            ClassValues values = values(picture(0, 0.2, 4));
            assertThat(values.at(1, 2, 0)).isCloseTo(143, Offset.offset(0.2f));
            assertThat(values.at(1, 2, 1)).isCloseTo(-7.5f, Offset.offset(0.01f));
        }
    }

    @Test
    void labelsComeBackAtThePicturesSize() throws IOException {
        try (OnnxSegmenter segmenter = OnnxSegmenter.open(model);
                Scope scope = new Scope()) {
            assertThat(segmenter.classes().names()).containsExactly("red", "blue", "green");
            assertThat(segmenter.classes().unlabelled()).isEqualTo(2);
            assertThat(segmenter.classes().colours()).doesNotHaveDuplicates();
            Tensor both = Ops.cat(0, picture(0, 1, 10), picture(2, 1, 10));
            byte[] labels = segmenter.labels(both);
            assertThat(labels).hasSize(200).startsWith((byte) 0).endsWith((byte) 1);
            Tensor halves = Ops.cat(3, picture(0, 1, 8), picture(2, 1, 8)); // [1, 3, 8, 16]
            byte[] map = segmenter.labels(halves);
            assertThat(map[3]).isZero();
            assertThat(map[13]).isEqualTo((byte) 1);
        }
    }

    @Test
    void freeSizesTakeThePictureAsItIs() throws IOException {
        TinyOnnx.convolution(model, false, 3, 3, 0, 0, WEIGHT);
        card(CARD.replace("4, 4]", "null, null]"));
        try (Scope scope = new Scope()) {
            ClassValues values = values(picture(0, 1, 6));
            assertThat(values.height()).isEqualTo(6);
            assertThat(values.at(5, 5, 0)).isCloseTo(245, Offset.offset(1e-3f));
        }
    }

    @Test
    void identityFollowsModelAndCard() throws IOException {
        String first = identity();
        assertThat(identity()).isEqualTo(first);
        card(CARD.replace("\"red\"", "\"rose\""));
        String second = identity();
        TinyOnnx.convolution(model, false, 3, 3, 4, 4, 1, 0, 0, 0, 0, 1, 0, 0.25f, 0);
        assertThat(second).isNotEqualTo(first).isNotEqualTo(identity());
    }

    private String identity() throws IOException {
        try (OnnxSegmenter segmenter = OnnxSegmenter.open(model)) {
            return segmenter.identity();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"name\": \"x\" | \"name\": \"z\" | input.name must be a tensor of the network",
                "\"name\": \"x\", | '' | card must have a value input.name",
                "\"name\": \"x\" | \"name\": 7 | input.name must be a text: 7",
                "[1, 3, 4, 4] | [1, 3, 5, 5] | input.shape must be the network's, [1, 3, 4, 4]",
                "[1, 3, 4, 4] | [2, 3, 4, 4] | input.shape must begin with 1 or null",
                "[1, 3, 4, 4] | [1, 3, 4] | input.shape must be a list of 4 sizes",
                "[1, 3, 4, 4] | [1, 1, 4, 4] | input.shape must have 3 channels: 1",
                "float32 | float16 | input.type must be the network's, FLOAT: FLOAT16",
                "float32 | int8 | input.type must be one of [float32, float16]: int8",
                "NCHW | NHWC | input.shape must have 3 channels: 4",
                "RGB | HSV | input.channels must be one of [RGB, BGR, gray]: HSV",
                "[0, 255] | [0] | input.range must be a list of 2 numbers: [0]",
                "[1, 2, 4] | [1, 0, 4] | input.std must be positive: 0.0",
                "[1, 2, 4] | [1, \"2\", 4] | input.std must be a list of 3 numbers",
                "logits | colours | output.values must be one of",
                "\"red\" | \"red\", \"pink\" | output.shape must have 4 classes: 3",
                "\"background\": 2 | \"background\": 3 | background must be in [-1, 2]: 3",
                "\"background\": 2 | \"background\": 2.5 | background must be a whole number: 2.5",
                "\"background\" | \"backround\" | card must have no value backround",
                "\"layout\" | \"laiout\" | card must have no value input.laiout",
                "semantic segmentation | classification | task must be one of",
                "\"task\" | task | card must be valid"
            })
    void wrongCardsAreExplained(String old, String replacement, String message) throws IOException {
        card(CARD.replace(old, replacement));
        assertThatThrownBy(() -> OnnxSegmenter.open(model))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "null", "{}", "{} {}"})
    void cardsMustBeObjects(String text) throws IOException {
        card(text);
        assertThatThrownBy(() -> OnnxSegmenter.open(model)).isInstanceOf(FormatException.class);
    }

    @Test
    void classesMayLieInAFile() throws IOException {
        card(
                CARD.replace(
                        "\"classes\": [\"red\", \"blue\", \"green\"]",
                        "\"classesFile\": \"names.txt\""));
        assertThatThrownBy(() -> OnnxSegmenter.open(model))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("names.txt");
        Files.writeString(folder.resolve("names.txt"), "a\nb\nc\n");
        try (OnnxSegmenter segmenter = OnnxSegmenter.open(model)) {
            assertThat(segmenter.classes().names()).containsExactly("a", "b", "c");
        }
    }

    @Test
    void missingAndCorruptFilesAreNamed() throws IOException {
        Files.write(model, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> OnnxSegmenter.open(model))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("m.onnx");
        Files.delete(folder.resolve("m.json"));
        assertThatThrownBy(() -> OnnxSegmenter.open(model))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("must describe m.onnx");
        Files.delete(model);
        assertThatThrownBy(() -> OnnxSegmenter.open(model))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("m.onnx");
    }

    @Test
    void nothingIsLeftBehind() throws IOException {
        try (OnnxSegmenter segmenter = OnnxSegmenter.open(model)) {
            LeakCheck.assertLeavesNothingBehind(
                    () -> {
                        try (Scope scope = new Scope()) {
                            segmenter.labels(picture(0, 1, 8));
                        }
                    });
        }
    }
}

package galatea.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.format.FormatException;
import galatea.format.TinyOnnx;
import galatea.testing.LeakCheck;
import galatea.testing.SharedFiles;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxEncoderTest {
    private static final String CARD =
            """
            {"file": "m.onnx", "task": "classification",
             "input": {"name": "x", "type": "float32", "shape": [1, 3, 4, 4], "layout": "NCHW",
                       "channels": "RGB", "range": [-1, 1], "mean": [0, 0, 0], "std": [1, 1, 1]},
             "features": [{"name": "y", "shape": [1, 2, 4, 4]}]}
            """;

    @TempDir Path folder;
    private Path model = Path.of("");

    @BeforeEach
    void writeModel() throws IOException {
        model = TinyOnnx.convolution(folder.resolve("m.onnx"), false, 2, 3, 4, 4, 1, 0, 0, 0, 1, 1);
        card(CARD);
    }

    private void card(String text) throws IOException {
        Files.writeString(folder.resolve("m.json"), text);
    }

    @Test
    void featuresAreMeansOverThePositions() throws IOException {
        double[] values = new double[2 * 3 * 16];
        for (int i = 0; i < values.length; i++) {
            values[i] = i < 16 ? i / 32.0 : i < 48 ? 0.25 : -0.5;
        }
        try (FeatureEncoder encoder = FeatureEncoder.open(model.toString());
                Scope scope = new Scope()) {
            Tensor images = Ops.of(DType.FLOAT32, values, 2, 3, 4, 4);
            assertThat(Ops.floats(encoder.features(images)))
                    .containsExactly(
                            new float[] {7.5f / 32, 0.5f, -0.5f, -1}, Offset.offset(1e-6f));
            assertThat(encoder.identity()).startsWith("onnx:");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"name\": \"y\", \"shape\": [1, 2, 4, 4]}] | [] | features must be a list of",
                "\"name\": \"y\" | \"name\": 7 | features[0].name must be a text: 7",
                "[1, 2, 4, 4] | [1] | features[0].shape must be a list of sizes",
                "\"features\" | \"featurs\" | card must have no value featurs",
                "[1, 3, 4, 4] | [1, 3, 5, 5] | input.shape must be the network's"
            })
    void wrongCardsAreExplained(String old, String replacement, String message) throws IOException {
        card(CARD.replace(old, replacement));
        assertThatThrownBy(() -> OnnxEncoder.open(model))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(message);
    }

    @Test
    void tensorsThatAreNotThereAreNamed() throws IOException {
        card(CARD.replace("\"y\"", "\"absent\""));
        assertThatThrownBy(() -> OnnxEncoder.open(model))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("absent");
    }

    @Test
    void sizesMustBeTheCards() throws IOException {
        card(CARD.replace("[1, 2, 4, 4]", "[1, 3, 4, 4]"));
        try (OnnxEncoder encoder = OnnxEncoder.open(model);
                Scope scope = new Scope()) {
            Tensor images = Ops.zeros(DType.FLOAT32, 1, 3, 4, 4);
            assertThatThrownBy(() -> encoder.features(images))
                    .hasMessage("y must have 3 features, as the card says: [1, 2, 4, 4]");
        }
    }

    @Test
    void unetsAreEncodersAndOthersAreNot() {
        try (UNetSegmenter unet = TinySegmenters.unet(1);
                Scope scope = new Scope()) {
            FeatureEncoder encoder = unet;
            assertThat(encoder.features(Ops.zeros(DType.FLOAT32, 2, 3, 8, 8)).shape())
                    .containsExactly(2, 16);
        }
        assertThatThrownBy(() -> FeatureEncoder.open("rules.json"))
                .hasMessageContaining("features must be NAME.safetensors")
                .hasMessageEndingWith(": rules.json");
    }

    @Test
    void nothingIsLeftBehind() throws IOException {
        try (OnnxEncoder encoder = OnnxEncoder.open(model)) {
            LeakCheck.assertLeavesNothingBehind(
                    () -> {
                        try (Scope scope = new Scope()) {
                            encoder.features(Ops.zeros(DType.FLOAT32, 2, 3, 8, 8));
                        }
                    });
        }
    }

    /** A published network whose features are inside it. */
    @Tag("data")
    @Test
    void squeezeNetGivesWhatItSeesBeforeItsClassifier() throws IOException {
        Path squeezeNet = SharedFiles.require("models/squeezenet_imagenet_fp16.onnx");
        try (OnnxEncoder encoder = OnnxEncoder.open(squeezeNet);
                Scope scope = new Scope()) {
            Tensor images = TinySegmenters.pictures(DType.FLOAT32, 2, 3, 64);
            float[] features = Ops.floats(encoder.features(images));
            assertThat(features).hasSize(1024);
            for (float feature : features) {
                assertThat(feature).isBetween(0f, 100f); // after a ReLU
            }
        }
    }
}

package galatea.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.format.FormatException;
import galatea.format.OnnxFile;
import galatea.format.TinyOnnx;
import galatea.segment.onnx.TorchGraph;
import galatea.testing.LeakCheck;
import galatea.testing.SharedFiles;
import galatea.testing.TensorAssert;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerceptualFeaturesTest {
    private static final String CARD =
            """
            {"input": {"name": "x", "type": "float32", "shape": [1, 3, 4, 4], "layout": "NCHW",
                       "channels": "RGB", "range": [0, 1], "mean": [0, 0, 0], "std": [1, 1, 1]}}
            """;

    @TempDir Path folder;

    private Path model() throws IOException {
        Files.writeString(folder.resolve("m.json"), CARD);
        return TinyOnnx.convolution(folder.resolve("m.onnx"), false, 2, 3, 4, 4, 1, 0, 0, 0, 1, 1);
    }

    @Test
    void featuresHaveLengthOneAtEveryPlace() throws IOException {
        try (PerceptualFeatures onnx = PerceptualFeatures.open(model().toString(), List.of("y"));
                PerceptualFeatures unet = new UNetPerceptual(TinySegmenters.unet(1));
                Scope scope = new Scope()) {
            Tensor images = TinySegmenters.pictures(DType.FLOAT32, 2, 3, 8);
            for (PerceptualFeatures features : List.of(onnx, unet)) {
                List<Tensor> seen = features.features(images);
                assertThat(seen).hasSize(features.layers().size());
                for (Tensor layer : seen) {
                    for (double length : Ops.doubles(Ops.sum(layer.square(), 1))) {
                        assertThat(length).isCloseTo(1, Offset.offset(1e-5));
                    }
                }
                assertThat(Ops.item(PerceptualFeatures.distance(seen, seen))).isZero();
            }
            assertThat(onnx.features(images).get(0).shape()).containsExactly(2, 2, 4, 4);
            assertThat(unet.features(images).get(2).shape()).containsExactly(2, 16, 2, 2);
            assertThat(unet.layers()).containsExactly("level0", "level1", "level2");
            assertThat(onnx.identity()).startsWith("onnx:").isNotEqualTo(unet.identity());
        }
    }

    @Test
    void distancesFollowThePictures() throws IOException {
        try (PerceptualFeatures unet = new UNetPerceptual(TinySegmenters.unet(1));
                Scope scope = new Scope()) {
            Tensor images = TinySegmenters.pictures(DType.FLOAT32, 1, 3, 8).requires_grad_(true);
            List<Tensor> target = unet.features(images.flip(3).detach());
            Tensor distance = PerceptualFeatures.distance(unet.features(images), target);
            Tensor gradient = Ops.gradient(distance, images);
            Tensor nearer = Ops.addScaled(images, gradient, -1e-3).detach();
            Tensor after = PerceptualFeatures.distance(unet.features(nearer), target);
            assertThat(Ops.item(after)).isLessThan(Ops.item(distance));
        }
    }

    @Test
    void wrongNamesAreExplained() throws IOException {
        Path model = model();
        assertThatThrownBy(() -> PerceptualFeatures.open("rules.json", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("features must be NAME.onnx");
        assertThatThrownBy(() -> PerceptualFeatures.open("builtin:scenes", List.of("relu")))
                .hasMessage("feature layers must be left out for a U-Net: relu");
        assertThatThrownBy(() -> PerceptualFeatures.open(model.toString(), List.of()))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("network must have activations");
        assertThatThrownBy(() -> PerceptualFeatures.open(model.toString(), List.of("absent")))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("network must have a value of that name: \"absent\"");
    }

    @Test
    void nothingIsLeftBehind() throws IOException {
        try (PerceptualFeatures onnx = PerceptualFeatures.open(model().toString(), List.of("y"))) {
            LeakCheck.assertLeavesNothingBehind(
                    () -> {
                        try (Scope scope = new Scope()) {
                            onnx.features(Ops.zeros(DType.FLOAT32, 2, 3, 8, 8));
                        }
                    });
        }
    }

    /** Halves computed as singles here and there. */
    @Tag("data")
    @Test
    void squeezeNetEqualsOnnxRuntime() throws IOException {
        Path file = SharedFiles.require("models/squeezenet_imagenet_fp16.onnx");
        OnnxFile model = OnnxFile.read(file);
        List<String> wanted = List.of("fire9/concat_1", "softmaxout_1");
        PictureInput input = FeatureCard.read(OnnxNetwork.cardOf(file)).input();
        try (TorchGraph graph =
                        new TorchGraph(model, "s", input.port().name(), wanted, DType.FLOAT32);
                OnnxEncoder runtime = OnnxEncoder.open(file);
                Scope scope = new Scope()) {
            Tensor images = TinySegmenters.pictures(DType.FLOAT32, 1, 3, 224);
            List<Tensor> values = graph.run(input.prepared(images));
            Tensor means = Ops.mean(values.get(0), 2, 3).flatten(1, -1);
            TensorAssert.assertThat(means).isCloseTo(runtime.features(images), 1e-4, 2e-3);
            assertThat(Ops.item(values.get(1).sum())).isCloseTo(1, Offset.offset(1e-4));
        }
    }

    @Tag("data")
    @Test
    void squeezeNetIsLookedAtBeforeItsPools() throws IOException {
        Path file = SharedFiles.require("models/squeezenet_imagenet_fp16.onnx");
        try (PerceptualFeatures features = PerceptualFeatures.open(file.toString(), List.of());
                Scope scope = new Scope()) {
            assertThat(features.layers()).hasSize(3);
            Tensor images = TinySegmenters.pictures(DType.FLOAT32, 1, 3, 32).requires_grad_(true);
            List<Tensor> seen = features.features(images);
            assertThat(seen.get(2).shape()).startsWith(1, 256);
            Tensor sum = seen.get(2).sum();
            assertThat(Ops.item(Ops.gradient(sum, images).abs().sum())).isPositive();
        }
    }
}

package galatea.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import galatea.model.onnx.OnnxEnvironment;
import galatea.model.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxGraphTest {
    @TempDir Path folder;

    /** y = 2 x + the sum of the columns of x. */
    private static OnnxGraph graph() {
        OnnxGraph graph = new OnnxGraph("tiny", "Doubles and sums: 2 x + Σ.", "1.2.3");
        graph.metadata("config", "{\"é\":1}");
        graph.metadata("lod", "0.5");
        graph.input(OnnxPort.of("x", DType.F32, "numbers", "N", 2));
        graph.initializer("two", NpyArray.of(new float[] {2}));
        graph.node("Mul", "double", List.of("x", "two"));
        graph.initializer("axes", NpyArray.of(new long[] {1}, 1));
        graph.node("ReduceSum", "sum", List.of("x", "axes"), OnnxAttribute.integer("keepdims", 1));
        graph.node("Add", "y", List.of("double", "sum"));
        graph.output(OnnxPort.of("y", DType.F32, "sums", "N", 2));
        return graph;
    }

    @Test
    void runtimeComputesTheGraphForAnyNumberOfRows() throws IOException {
        Path file = folder.resolve("tiny.onnx");
        graph().write(file);
        try (OnnxModel model = OnnxModel.open(file)) {
            NpyArray one = model.run(Map.of("x", NpyArray.of(new float[] {1, 2}, 1, 2)), "y");
            assertThat(one.floats()).containsExactly(5, 7);
            NpyArray x = NpyArray.of(new float[] {1, 2, -1, 0.5f, 0, 0}, 3, 2);
            NpyArray three = model.run(Map.of("x", x), "y");
            assertThat(three.shape()).containsExactly(3, 2);
            assertThat(three.floats()).containsExactly(5, 7, -2.5f, 0.5f, 0, 0);
        }
    }

    @Test
    void runtimeReadsWhatTheFileSaysAboutItself() throws IOException, OrtException {
        Path file = folder.resolve("tiny.onnx");
        graph().write(file);
        try (OrtSession session = OnnxEnvironment.get().createSession(file.toString())) {
            var metadata = session.getMetadata();
            assertThat(metadata.getProducerName()).isEqualTo("galatea");
            assertThat(metadata.getGraphName()).isEqualTo("tiny");
            assertThat(metadata.getGraphDescription()).isEqualTo("Doubles and sums: 2 x + Σ.");
            assertThat(metadata.getCustomMetadata())
                    .isEqualTo(Map.of("config", "{\"é\":1}", "lod", "0.5"));
            assertThat(String.valueOf(session.getInputInfo())).contains("[-1, 2]", "[N,\"\"]");
        }
    }

    @Test
    void equalGraphsGiveEqualBytes() throws IOException {
        Path file = folder.resolve("tiny.onnx");
        graph().write(file);
        assertThat(graph().toByteArray()).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void namesAreUniqueAndKnown() {
        OnnxGraph graph = graph();
        refuses("name of a value must be unique", () -> graph.node("Neg", "two", List.of("x")));
        refuses(
                "name of a value must be unique",
                () -> graph.initializer("x", NpyArray.of(new float[] {1})));
        refuses(
                "name of a value must be unique",
                () -> graph.input(OnnxPort.of("y", DType.F32, "", 1)));
        refuses("made before it is used: z", () -> graph.node("Neg", "u", List.of("z")));
        refuses(
                "made before it is used: z",
                () -> graph.output(OnnxPort.of("z", DType.F32, "", 1)));
    }

    private static void refuses(String message, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void runtimeErrorsNameTheFile() throws IOException {
        Path file = folder.resolve("tiny.onnx");
        graph().write(file);
        try (OnnxModel model = OnnxModel.open(file)) {
            assertThatThrownBy(
                            () ->
                                    model.run(
                                            Map.of("x", NpyArray.of(new float[] {1, 2, 3}, 1, 3)),
                                            "y"))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("tiny.onnx: ONNX Runtime: ");
        }
        Path damaged = Files.write(folder.resolve("damaged.onnx"), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> OnnxModel.open(damaged))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("damaged.onnx: ONNX Runtime: ");
    }
}

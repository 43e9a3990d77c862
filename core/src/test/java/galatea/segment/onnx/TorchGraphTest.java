package galatea.segment.onnx;

import static galatea.format.OnnxBuilder.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import galatea.format.FormatException;
import galatea.format.OnnxBuilder;
import galatea.format.OnnxFile;
import galatea.format.ProtoWriter;
import galatea.testing.LeakCheck;
import galatea.testing.TensorAssert;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TorchGraphTest {
    private static final long[] SHAPE = {2, 4, 7, 6};
    private static final int COUNT = 2 * 4 * 7 * 6;

    private static double[] values(int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = (i * 37 % 101 + i * 11 % 31) / 66.0 - 1;
        }
        return values;
    }

    private static float[] floats(int count) {
        float[] floats = new float[count];
        double[] values = values(count);
        for (int i = 0; i < count; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static OnnxBuilder graph(int opset) {
        return new OnnxBuilder(opset, SHAPE);
    }

    private static OnnxBuilder unary(String operator, ProtoWriter... attributes) {
        return graph(11).node(operator, List.of("x"), "y", attributes);
    }

    private static OnnxBuilder conv(long groups, ProtoWriter... attributes) {
        ProtoWriter[] all = new ProtoWriter[attributes.length + 1];
        System.arraycopy(attributes, 0, all, 0, attributes.length);
        all[attributes.length] = attribute("group", groups);
        return graph(11)
                .constant("w", floats((int) (6 * 4 / groups * 9)), 6, 4 / groups, 3, 3)
                .constant("b", floats(6), 6)
                .node("Conv", List.of("x", "w", "b"), "y", all);
    }

    private static ProtoWriter ints(String name, long... values) {
        return attribute(name, values);
    }

    private static OnnxBuilder binary(String operator) {
        return graph(11)
                .constant("w", new float[] {1.5f, -2, 3, 0.5f}, 1, 4, 1, 1)
                .node(operator, List.of("x", "w"), "y");
    }

    static Stream<Arguments> operators() {
        ProtoWriter kernel3 = ints("kernel_shape", 3, 3);
        ProtoWriter kernel2 = ints("kernel_shape", 2, 3);
        ProtoWriter by2 = ints("strides", 2, 2);
        return Stream.of(
                arguments("conv", conv(1)),
                arguments("conv, groups", conv(2, ints("strides", 2, 1))),
                arguments("conv, uneven", conv(1, ints("pads", 0, 1, 2, 1), by2)),
                arguments("conv, dilated", conv(1, ints("dilations", 2, 1))),
                arguments("conv, same", conv(1, attribute("auto_pad", "SAME_UPPER"), by2)),
                arguments("conv, same low", conv(1, attribute("auto_pad", "SAME_LOWER"), by2)),
                arguments("relu", unary("Relu")),
                arguments("leaky", unary("LeakyRelu", attribute("alpha", 0.3f))),
                arguments("leaky default", unary("LeakyRelu")),
                arguments("sigmoid", unary("Sigmoid")),
                arguments("tanh", unary("Tanh")),
                arguments("max", unary("MaxPool", kernel3, by2)),
                arguments("max pad", unary("MaxPool", kernel3, by2, ints("pads", 1, 1, 1, 1))),
                arguments("max uneven", unary("MaxPool", kernel3, by2, ints("pads", 0, 0, 1, 1))),
                arguments("max ceil", unary("MaxPool", kernel2, by2, attribute("ceil_mode", 1L))),
                arguments("mean", unary("AveragePool", kernel2)),
                arguments("mean pad", unary("AveragePool", kernel3, ints("pads", 1, 1, 1, 1))),
                arguments("mean uneven", unary("AveragePool", kernel3, ints("pads", 0, 1, 1, 0))),
                arguments(
                        "mean with border",
                        unary(
                                "AveragePool",
                                kernel3,
                                ints("pads", 0, 1, 1, 0),
                                attribute("count_include_pad", 1L))),
                arguments("global", unary("GlobalAveragePool")),
                arguments("flatten", unary("Flatten")),
                arguments("flatten 2", unary("Flatten", attribute("axis", 2L))),
                arguments("transpose", unary("Transpose", ints("perm", 0, 2, 3, 1))),
                arguments("reverse", unary("Transpose")),
                arguments("identity", unary("Identity")),
                arguments("dropout", unary("Dropout")),
                arguments("cast", unary("Cast", attribute("to", 1L))),
                arguments("softmax of old", unary("Softmax", attribute("axis", 2L))),
                arguments("unsqueeze", unary("Unsqueeze", ints("axes", 0, 5))),
                arguments("reduce", unary("ReduceMean", ints("axes", 1, -1))),
                arguments("reduce all", unary("ReduceMean")),
                arguments(
                        "reduce away",
                        unary("ReduceMean", ints("axes", 2, 3), attribute("keepdims", 0L))),
                arguments("add", binary("Add")),
                arguments("sub", binary("Sub")),
                arguments("mul", binary("Mul")),
                arguments("div", binary("Div")),
                arguments(
                        "softmax of new",
                        graph(13).node("Softmax", List.of("x"), "y", attribute("axis", 2L))),
                arguments("softmax last", graph(13).node("Softmax", List.of("x"), "y")),
                arguments(
                        "clip",
                        graph(11)
                                .constant("low", new float[] {-0.5f})
                                .constant("high", new float[] {0.25f})
                                .node("Clip", List.of("x", "low", "high"), "y")),
                arguments(
                        "clip of old",
                        graph(7).node(
                                        "Clip",
                                        List.of("x"),
                                        "y",
                                        attribute("min", 0f),
                                        attribute("max", 0.5f))),
                arguments(
                        "pad",
                        graph(11)
                                .constant("p", 0, 0, 1, 2, 0, 0, 3, 0)
                                .constant("v", new float[] {0.5f})
                                .node("Pad", List.of("x", "p", "v"), "y")),
                arguments(
                        "squeeze",
                        graph(13)
                                .constant("axes", 2, 3)
                                .node("GlobalAveragePool", List.of("x"), "g")
                                .node("Squeeze", List.of("g", "axes"), "y")),
                arguments(
                        "concat",
                        graph(11)
                                .node("Relu", List.of("x"), "r")
                                .node("Concat", List.of("x", "r"), "y", attribute("axis", -3L))),
                arguments(
                        "reshape",
                        graph(11).constant("s", 0, -1, 7).node("Reshape", List.of("x", "s"), "y")),
                arguments(
                        "norm",
                        graph(11)
                                .constant("s", floats(4), 4)
                                .constant("m", new float[] {0, 1, 2, 3}, 4)
                                .constant("v", new float[] {1, 2, 0.5f, 3}, 4)
                                .node(
                                        "BatchNormalization",
                                        List.of("x", "s", "m", "m", "v"),
                                        "y",
                                        attribute("epsilon", 0.01f))),
                arguments(
                        "gemm",
                        graph(11)
                                .constant("w", floats(5 * 168), 5, 168)
                                .constant("c", floats(5), 5)
                                .node("Flatten", List.of("x"), "f")
                                .node(
                                        "Gemm",
                                        List.of("f", "w", "c"),
                                        "y",
                                        attribute("alpha", 0.5f),
                                        attribute("beta", 2f),
                                        attribute("transB", 1L))),
                arguments(
                        "matmul",
                        graph(11)
                                .constant("w", floats(18), 6, 3)
                                .node("MatMul", List.of("x", "w"), "y")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operators")
    void equalsOnnxRuntime(String name, OnnxBuilder builder) throws Exception {
        byte[] bytes = builder.bytes();
        OnnxFile model = OnnxFile.parse(name, bytes);
        try (TorchGraph graph = new TorchGraph(model, name, "x", List.of("y"), DType.FLOAT32);
                Scope scope = new Scope()) {
            Tensor y = graph.run(Ops.of(floats(COUNT), SHAPE)).get(0);
            TensorAssert.assertThat(y).isCloseTo(runtime(bytes), 1e-6, 2e-6);
        }
    }

    /** Made on a deep stack, as the library does: see its OnnxEnvironment. */
    private static OrtEnvironment environment() throws Exception {
        FutureTask<OrtEnvironment> task =
                new FutureTask<>(
                        () ->
                                OrtEnvironment.getEnvironment(
                                        OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "galatea"));
        new Thread(null, task, "onnx-runtime", 64L << 20).start();
        return task.get();
    }

    private static Tensor runtime(byte[] bytes) throws Exception {
        OrtEnvironment environment = environment();
        try (OrtSession session = environment.createSession(bytes);
                OnnxTensor x =
                        OnnxTensor.createTensor(
                                environment, FloatBuffer.wrap(floats(COUNT)), SHAPE);
                OrtSession.Result result = session.run(Map.of("x", x))) {
            OnnxTensor y = (OnnxTensor) result.get(0);
            float[] values = new float[y.getFloatBuffer().remaining()];
            y.getFloatBuffer().get(values);
            return Ops.of(values, y.getInfo().getShape());
        }
    }

    private static byte[] small() {
        return conv(1, attribute("pads", new long[] {1, 1, 1, 1}))
                .node("Sigmoid", List.of("y"), "s")
                .node(
                        "AveragePool",
                        List.of("s"),
                        "p",
                        attribute("kernel_shape", new long[] {3, 2}))
                .node("Mystery", List.of("p"), "z")
                .bytes();
    }

    @Test
    void gradientsAreThoseOfCentralDifferences() throws Exception {
        OnnxFile model = OnnxFile.parse("m", small());
        try (TorchGraph graph = new TorchGraph(model, "m", "x", List.of("p"), DType.FLOAT64);
                Scope scope = new Scope()) {
            Tensor x = Ops.of(DType.FLOAT64, values(COUNT), SHAPE).requires_grad_(true);
            Tensor loss = graph.run(x).get(0).square().sum();
            double[] gradient = Ops.doubles(Ops.gradient(loss, x));
            for (int i = 0; i < COUNT; i += 17) {
                double up = loss(graph, i, 1e-5);
                double down = loss(graph, i, -1e-5);
                assertThat((up - down) / 2e-5).isCloseTo(gradient[i], Offset.offset(1e-8));
            }
        }
    }

    private static double loss(TorchGraph graph, int index, double change) {
        double[] values = values(COUNT);
        values[index] += change;
        Tensor x = Ops.of(DType.FLOAT64, values, SHAPE);
        return Ops.item(graph.run(x).get(0).square().sum());
    }

    @Test
    void unknownOperatorsAreNamedWhereTheyAreNeeded() throws Exception {
        OnnxFile model = OnnxFile.parse("m", small());
        assertThatThrownBy(
                        () -> new TorchGraph(model, "m", "x", List.of("z"), DType.FLOAT32).close())
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("operator must be one of Add, AveragePool")
                .hasMessageEndingWith(": Mystery (z)");
        assertThatThrownBy(
                        () -> new TorchGraph(model, "m", "x", List.of("q"), DType.FLOAT32).close())
                .isInstanceOf(FormatException.class)
                .hasMessage("m: network must have a value of that name: \"q\"");
    }

    @Test
    void wrongArgumentsAreTheUsersToMend() throws Exception {
        OnnxFile model = OnnxFile.parse("m", small());
        try (TorchGraph graph = new TorchGraph(model, "m", "x", List.of("p"), DType.FLOAT32);
                Scope scope = new Scope()) {
            assertThatThrownBy(() -> graph.run(Ops.zeros(DType.FLOAT32, 1, 3, 7, 6)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Conv (y) does not suit these pictures: ");
        }
    }

    @Test
    void damagedNetworksNeverCrash() throws Exception {
        byte[] whole = small();
        Random random = new Random(2);
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try (TorchGraph graph = open(damaged);
                    Scope scope = new Scope()) {
                graph.run(Ops.of(floats(COUNT), SHAPE));
            } catch (FormatException | IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    /** A small file must not ask for more memory than there is. */
    @Test
    void valuesThatGrowBeyondMeasureAreRefused() throws Exception {
        OnnxBuilder doubled = conv(1).node("Flatten", List.of("y"), "v0");
        for (int i = 0; i < 40; i++) {
            doubled.node("Concat", List.of("v" + i, "v" + i), "v" + (i + 1), attribute("axis", 1L));
        }
        refusesGrowth(doubled, "v40");
        long[] pads = {0, 0, 1L << 20, 1L << 20, 0, 0, 0, 0};
        refusesGrowth(conv(1).node("Pad", List.of("y"), "p", attribute("pads", pads)), "p");
        float[] many = new float[1 << 15];
        OnnxBuilder outer =
                conv(1).constant("row", many, 1, many.length)
                        .constant("column", many, many.length, 1);
        refusesGrowth(outer.node("Add", List.of("row", "column"), "s"), "s");
        refusesGrowth(outer.node("MatMul", List.of("column", "row"), "m"), "m");
    }

    private static void refusesGrowth(OnnxBuilder builder, String value) throws Exception {
        OnnxFile model = OnnxFile.parse("m", builder.bytes());
        try (TorchGraph graph = new TorchGraph(model, "m", "x", List.of(value), DType.FLOAT32);
                Scope scope = new Scope()) {
            assertThatThrownBy(() -> graph.run(Ops.of(floats(COUNT), SHAPE)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("values must have at most 268435456 numbers");
        }
    }

    private static TorchGraph open(byte[] bytes) throws FormatException {
        return new TorchGraph(OnnxFile.parse("m", bytes), "m", "x", List.of("p"), DType.FLOAT32);
    }

    @Test
    void nothingIsLeftBehind() throws Exception {
        byte[] bytes = small();
        LeakCheck.assertLeavesNothingBehind(
                () -> {
                    try (TorchGraph graph = open(bytes);
                            Scope scope = new Scope()) {
                        graph.run(Ops.of(floats(COUNT), SHAPE));
                    } catch (FormatException e) {
                        throw new AssertionError(e);
                    }
                });
    }
}

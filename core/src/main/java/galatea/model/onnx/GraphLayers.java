package galatea.model.onnx;

import galatea.format.DType;
import galatea.format.NpyArray;
import galatea.format.OnnxAttribute;
import galatea.format.OnnxGraph;
import galatea.format.OnnxPort;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The layers of {@link galatea.nn} as nodes of a graph. Each method takes the name of the value
 * that it makes, first, and gives it back.
 */
final class GraphLayers {
    private static final double[] TAPS = {1, 2, 1}; // of the blur, over 4
    private static final double[] FIR = {1, 3, 3, 1}; // of the resampling, over 8
    private static final OnnxAttribute[] NONE = {};

    private final OnnxGraph graph;

    GraphLayers(OnnxGraph graph) {
        this.graph = graph;
    }

    OnnxGraph graph() {
        return graph;
    }

    /** An input of singles. */
    String input(String name, String doc, Object... shape) {
        return graph.input(OnnxPort.of(name, DType.F32, doc, shape));
    }

    /** Makes a value an output of singles. */
    void output(String name, String doc, Object... shape) {
        graph.output(OnnxPort.of(name, DType.F32, doc, shape));
    }

    String node(String operator, String output, String... arguments) {
        return graph.node(operator, output, List.of(arguments), NONE);
    }

    String constant(String name, Weights weights) {
        return graph.initializer(name, weights.array());
    }

    /** A constant that several nodes use. */
    String shared(String name, NpyArray array) {
        return graph.has(name) ? name : graph.initializer(name, array);
    }

    String number(double value) {
        return shared("number_" + value, NpyArray.of(new float[] {(float) value}));
    }

    /** x · weightᵀ + bias: [N, in] → [N, out], weight [out, in]. */
    String dense(String output, String x, Weights weight, Weights bias) {
        return graph.node(
                "Gemm",
                output,
                List.of(x, constant(output + "/weight", weight), constant(output + "/bias", bias)),
                OnnxAttribute.integer("transB", 1));
    }

    /** [N, out · 16] → [N, out, 4, 4]. */
    String square(String output, String x, int channels) {
        String shape = "shape_%dx4x4".formatted(channels);
        return node(
                "Reshape",
                output,
                x,
                shared(shape, NpyArray.of(new long[] {-1, channels, 4, 4}, 4)));
    }

    /** Convolution that keeps the size, with zeros around: weight [out, in, k, k]. */
    String conv(String output, String x, Weights weight, @Nullable Weights bias) {
        return conv(output, x, weight, bias, 1);
    }

    private String conv(
            String output, String x, Weights weight, @Nullable Weights bias, long groups) {
        long k = weight.size(2);
        long pad = k / 2;
        return graph.node(
                "Conv",
                output,
                arguments(output, x, weight, bias),
                OnnxAttribute.integer("group", groups),
                OnnxAttribute.integers("kernel_shape", k, k),
                OnnxAttribute.integers("pads", pad, pad, pad, pad));
    }

    /**
     * Transposed convolution of stride 2: weight [in, out, 4, 4], [N, in, H, W] → twice the size.
     */
    String convUp(String output, String x, Weights weight, @Nullable Weights bias) {
        return graph.node(
                "ConvTranspose",
                output,
                arguments(output, x, weight, bias),
                OnnxAttribute.integers("kernel_shape", 4, 4),
                OnnxAttribute.integers("pads", 1, 1, 1, 1),
                OnnxAttribute.integers("strides", 2, 2));
    }

    private List<String> arguments(
            String output, String x, Weights weight, @Nullable Weights bias) {
        String kernel = constant(output + "/weight", weight);
        return bias == null
                ? List.of(x, kernel)
                : List.of(x, kernel, constant(output + "/bias", bias));
    }

    /** {@link galatea.nn.Blur}. */
    String blur(String output, String x, int channels, @Nullable Weights bias) {
        float[] kernel = new float[9 * channels];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) (TAPS[i % 9 / 3] * TAPS[i % 3] / 16);
        }
        return conv(output, x, new Weights(kernel, channels, 1, 3, 3), bias, channels);
    }

    /** {@link galatea.nn.Fir} with padding 1: a row and column less. */
    String fir(String output, String x, int channels) {
        return graph.node(
                "Conv",
                output,
                List.of(x, firKernel(channels, 1)),
                OnnxAttribute.integer("group", channels),
                OnnxAttribute.integers("kernel_shape", 4, 4),
                OnnxAttribute.integers("pads", 1, 1, 1, 1));
    }

    /** {@link galatea.nn.Fir#up}. */
    String firUp(String output, String x, int channels) {
        return graph.node(
                "ConvTranspose",
                output,
                List.of(x, firKernel(channels, 4)),
                OnnxAttribute.integer("group", channels),
                OnnxAttribute.integers("kernel_shape", 4, 4),
                OnnxAttribute.integers("pads", 1, 1, 1, 1),
                OnnxAttribute.integers("strides", 2, 2));
    }

    /** [C, 1, 4, 4] of a sum. */
    private String firKernel(int channels, double sum) {
        float[] kernel = new float[16 * channels];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) (FIR[i % 16 / 4] * FIR[i % 4] / 64 * sum);
        }
        String name = "fir_%d_%s".formatted(channels, sum);
        return shared(name, NpyArray.of(kernel, channels, 1, 4, 4));
    }

    /** Values outside [−bound, bound] become the nearer end; a bound of 0 is none. */
    String clipped(String output, String x, double bound) {
        return bound == 0
                ? node("Identity", output, x)
                : node("Clip", output, x, number(-bound), number(bound));
    }

    /**
     * Transposed convolution of stride 2, nothing cut off: weight [in, out, 3, 3], [N, in, H, W] →
     * [N, out, 2H + 1, 2W + 1].
     */
    String convUpFull(String output, String x, Weights weight) {
        return graph.node(
                "ConvTranspose",
                output,
                List.of(x, constant(output + "/weight", weight)),
                OnnxAttribute.integers("kernel_shape", 3, 3),
                OnnxAttribute.integers("strides", 2, 2));
    }

    /** {@link galatea.nn.PixelNorm}. */
    String pixelNorm(String output, String x) {
        String mean = mean(output + "/mean", node("Mul", output + "/square", x, x), 1);
        return divided(output, x, mean, 1e-8);
    }

    /**
     * Each channel of each image over its pixels, rows first: the sum of a million pixels one after
     * the other, as in InstanceNormalization, costs digits.
     */
    String instanceNormByRows(String output, String x, double epsilon) {
        String mean = mean(output + "/mean", mean(output + "/rows/mean", x, 3), 2);
        String centred = node("Sub", output + "/centred", x, mean);
        String square = node("Mul", output + "/square", centred, centred);
        String variance = mean(output + "/variance", mean(output + "/rows/variance", square, 3), 2);
        return divided(output, centred, variance, epsilon);
    }

    private String mean(String output, String x, int axis) {
        return graph.node(
                "ReduceMean",
                output,
                List.of(x),
                OnnxAttribute.integers("axes", axis),
                OnnxAttribute.integer("keepdims", 1));
    }

    /** x / √(square + ε). */
    private String divided(String output, String x, String square, double epsilon) {
        String sum = node("Add", output + "/sum", square, number(epsilon));
        return node("Div", output, x, node("Sqrt", output + "/length", sum));
    }

    String leakyRelu(String output, String x) {
        return graph.node("LeakyRelu", output, List.of(x), OnnxAttribute.real("alpha", 0.2));
    }

    /** Each channel of each image over its pixels, then scaled and shifted: [C] each. */
    String instanceNorm(String output, String x, String scale, String shift, double epsilon) {
        return graph.node(
                "InstanceNormalization",
                output,
                List.of(x, scale, shift),
                OnnxAttribute.real("epsilon", epsilon));
    }

    /** Appends the vector of the class to a latent, where there are classes: [N, width]. */
    String labelled(String z, @Nullable Weights embedding) {
        if (embedding == null) {
            return z;
        }
        String labels = input("labels", "class of each picture, one-hot", "N", embedding.size(0));
        String weight = constant("LabelConcat/weight", embedding);
        String vector = node("MatMul", "LabelConcat/vector", labels, weight);
        return graph.node(
                "Concat", "LabelConcat", List.of(z, vector), OnnxAttribute.integer("axis", 1));
    }

    /** (1 − t) · image + t · lower, which has half the size: nearest-neighbour upsampling. */
    String faded(String output, String image, String lower, double t) {
        String scales = shared("scales", NpyArray.of(new float[] {1, 1, 2, 2}, 4));
        String twice =
                graph.node(
                        "Resize",
                        output + "/upsampled",
                        List.of(lower, "", scales),
                        OnnxAttribute.text("mode", "nearest"),
                        OnnxAttribute.text("coordinate_transformation_mode", "asymmetric"),
                        OnnxAttribute.text("nearest_mode", "floor"));
        String much = node("Mul", output + "/image", image, number(1 - t));
        String little = node("Mul", output + "/lower", twice, number(t));
        return node("Add", output, much, little);
    }
}

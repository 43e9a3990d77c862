package galatea.model.onnx;

import galatea.format.DType;
import galatea.format.NpyArray;
import galatea.format.OnnxGraph;
import galatea.format.OnnxPort;
import galatea.model.Provenance;
import galatea.model.style.StyleConfig;
import galatea.model.style.StyleGenerator;
import galatea.torch.Parameters;
import java.util.stream.LongStream;

/** The mapping network with truncation: z → ws. */
final class MappingGraph {
    static final String NAME = "mapping";

    private static final double LRMUL = 0.01;
    private static final String DOC =
            "Latents to styles of a style-based generator. ws = w_avg + psi (w - w_avg) for the"
                    + " first cutoff layers, w for the others. Feed ws to synthesis.onnx.";

    private final StyleConfig config;
    private final Parameters parameters;
    private final GraphLayers layers;

    private MappingGraph(StyleGenerator generator) {
        config = generator.config();
        parameters = generator.parameters();
        layers = new GraphLayers(new OnnxGraph(NAME, DOC, Provenance.libraryVersion()));
    }

    static OnnxGraph of(StyleGenerator generator) {
        return new MappingGraph(generator).built();
    }

    private OnnxGraph built() {
        String z = layers.input("z", "latents, from N(0, 1)", "N", config.latentSize());
        String x =
                layers.labelled(z, config.labelSize() == 0 ? null : weights("LabelConcat/weight"));
        String psi = layers.input("psi", "truncation: 1 is off, 0 the average picture", 1);
        String cutoff =
                layers.graph()
                        .input(
                                OnnxPort.of(
                                        "cutoff",
                                        DType.I64,
                                        "number of layers truncated, from the coarsest: 0 none, %d"
                                                        .formatted(config.numWs())
                                                + " all",
                                        1));
        truncated(mapped(x), psi, cutoff);
        layers.output("ws", "a style per layer", "N", config.numWs(), config.wSize());
        return layers.graph();
    }

    /** [N, width] → [N, wSize]. */
    private String mapped(String input) {
        String x = layers.pixelNorm("normalized", input);
        for (int i = 0; i < config.mappingLayers(); i++) {
            String name = "Dense" + i;
            Weights weight = weights(name + "/weight");
            double scale = Math.sqrt(2) / Math.sqrt(weight.size(1)) * LRMUL;
            Weights bias = weights(name + "/bias").scaled(LRMUL);
            x = layers.dense(name + "/Gemm", x, weight.scaled(scale), bias);
            x = layers.leakyRelu(name, x);
        }
        return x;
    }

    private void truncated(String w, String psi, String cutoff) {
        OnnxGraph graph = layers.graph();
        String average = layers.constant("w_avg", weights("dlatent_avg"));
        String offset = layers.node("Sub", "offset", w, average);
        String pulled = layers.node("Mul", "pulled", offset, psi);
        String truncated = layers.node("Add", "truncated", average, pulled);
        String one = graph.initializer("layer_axis", NpyArray.of(new long[] {1}, 1));
        String pulledWs = layers.node("Unsqueeze", "truncated/ws", truncated, one); // [N, 1, wSize]
        String freeWs = layers.node("Unsqueeze", "w/ws", w, one); // [N, 1, wSize]
        long[] numbers = LongStream.range(0, config.numWs()).toArray();
        String index =
                graph.initializer("layer_numbers", NpyArray.of(numbers, 1, numbers.length, 1));
        String concerned = layers.node("Less", "concerned", index, cutoff); // [1, numWs, 1]
        layers.node("Where", "ws", concerned, pulledWs, freeWs); // [N, numWs, wSize]
    }

    private Weights weights(String name) {
        return Weights.of(parameters, name);
    }
}

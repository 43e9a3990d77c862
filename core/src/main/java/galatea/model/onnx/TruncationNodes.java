package galatea.model.onnx;

import galatea.format.DType;
import galatea.format.NpyArray;
import galatea.format.OnnxGraph;
import galatea.format.OnnxPort;
import java.util.stream.LongStream;

/** Truncation as the last nodes of a mapping network: w → ws. */
final class TruncationNodes {
    private TruncationNodes() {}

    /**
     * Adds the inputs {@code psi} and {@code cutoff} and the output {@code ws}.
     *
     * @param w the value to truncate [N, wSize]
     * @param average of w [wSize]
     */
    static void add(GraphLayers layers, String w, Weights average, int numWs) {
        OnnxGraph graph = layers.graph();
        String psi = layers.input("psi", "truncation: 1 is off, 0 the average picture", 1);
        String doc = "number of layers truncated, from the coarsest: 0 none, %d all";
        String cutoff = graph.input(OnnxPort.of("cutoff", DType.I64, doc.formatted(numWs), 1));
        String mean = layers.constant("w_avg", average);
        String offset = layers.node("Sub", "offset", w, mean);
        String pulled = layers.node("Mul", "pulled", offset, psi);
        String truncated = layers.node("Add", "truncated", mean, pulled);
        String one = graph.initializer("layer_axis", NpyArray.of(new long[] {1}, 1));
        String pulledWs = layers.node("Unsqueeze", "truncated/ws", truncated, one); // [N, 1, wSize]
        String freeWs = layers.node("Unsqueeze", "w/ws", w, one); // [N, 1, wSize]
        long[] numbers = LongStream.range(0, numWs).toArray();
        String index =
                graph.initializer("layer_numbers", NpyArray.of(numbers, 1, numbers.length, 1));
        String concerned = layers.node("Less", "concerned", index, cutoff); // [1, numWs, 1]
        layers.node("Where", "ws", concerned, pulledWs, freeWs); // [N, numWs, wSize]
        layers.output("ws", "a style per layer", "N", numWs, average.size(0));
    }
}

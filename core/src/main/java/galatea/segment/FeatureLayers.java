package galatea.segment;

import galatea.format.OnnxFile;
import galatea.format.OnnxNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which values of a network of ONNX are looked at unless a user says so. */
final class FeatureLayers {
    private static final int FEW = 3;
    private static final int SPREAD = 5;
    private static final Set<String> POOLS = Set.of("MaxPool", "AveragePool");
    private static final Set<String> ACTIVATIONS =
            Set.of("Relu", "LeakyRelu", "Clip", "Sigmoid", "Tanh");

    private FeatureLayers() {}

    /**
     * What the pools take, the last values of each resolution; in networks with fewer than three
     * pools, five activations spread evenly over the network.
     *
     * @return names; none for a network without activations
     */
    static List<String> of(OnnxFile model) {
        List<String> beforePools = new ArrayList<>();
        List<String> activations = new ArrayList<>();
        for (OnnxNode node : model.nodes()) {
            if (POOLS.contains(node.operator()) && !node.inputs().isEmpty()) {
                beforePools.add(node.inputs().get(0));
            }
            if (ACTIVATIONS.contains(node.operator()) && !node.outputs().isEmpty()) {
                activations.add(node.outputs().get(0));
            }
        }
        return beforePools.size() >= FEW
                ? beforePools.stream().distinct().toList()
                : spread(activations);
    }

    private static List<String> spread(List<String> activations) {
        int count = Math.min(SPREAD, activations.size());
        List<String> chosen = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            chosen.add(activations.get(i * activations.size() / count - 1));
        }
        return chosen;
    }
}

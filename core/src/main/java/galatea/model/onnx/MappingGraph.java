package galatea.model.onnx;

import galatea.format.OnnxGraph;
import galatea.model.Provenance;
import galatea.model.style.StyleConfig;
import galatea.model.style.StyleGenerator;
import galatea.torch.Parameters;

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
        TruncationNodes.add(layers, mapped(x), weights("dlatent_avg"), config.numWs());
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

    private Weights weights(String name) {
        return Weights.of(parameters, name);
    }
}

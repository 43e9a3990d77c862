package galatea.model.onnx;

import galatea.format.OnnxAttribute;
import galatea.format.OnnxGraph;
import galatea.model.Provenance;
import galatea.model.style2.Style2Config;
import galatea.model.style2.Style2Generator;
import galatea.torch.Parameters;
import java.util.List;

/** The mapping network of StyleGAN2 with truncation: z → ws. */
final class Style2MappingGraph {
    private static final double LRMUL = 0.01;
    private static final double GAIN = Math.sqrt(2);
    private static final String DOC =
            "Latents to styles of a StyleGAN2. ws = w_avg + psi (w - w_avg) for the first cutoff"
                    + " layers, w for the others. Feed ws to synthesis.onnx.";

    private final Style2Config config;
    private final Parameters parameters;
    private final GraphLayers layers;

    private Style2MappingGraph(Style2Generator generator) {
        config = generator.config();
        parameters = generator.parameters();
        layers =
                new GraphLayers(new OnnxGraph(MappingGraph.NAME, DOC, Provenance.libraryVersion()));
    }

    static OnnxGraph of(Style2Generator generator) {
        return new Style2MappingGraph(generator).built();
    }

    private OnnxGraph built() {
        String z = layers.input("z", "latents, from N(0, 1)", "N", config.latentSize());
        String x = layers.pixelNorm("normalized", z);
        if (config.labelSize() > 0) {
            x = labelled(x);
        }
        for (int i = 0; i < config.mappingLayers(); i++) {
            x = dense("Dense" + i, x);
        }
        TruncationNodes.add(layers, x, weights("dlatent_avg"), config.numWs());
        return layers.graph();
    }

    /** Appends the normalised vector of the class: [N, latentSize + wSize]. */
    private String labelled(String z) {
        String labels =
                layers.input("labels", "class of each picture, one-hot", "N", config.labelSize());
        Weights weight = weights("LabelEmbed/weight").scaled(1 / Math.sqrt(config.labelSize()));
        String vector = layers.dense("LabelEmbed/Gemm", labels, weight, weights("LabelEmbed/bias"));
        String y = layers.pixelNorm("LabelEmbed", vector);
        return layers.graph()
                .node("Concat", "joined", List.of(z, y), OnnxAttribute.integer("axis", 1));
    }

    /** √2 goes before the leaky ReLU. */
    private String dense(String name, String x) {
        Weights weight = weights(name + "/weight");
        Weights scaled = weight.scaled(GAIN * LRMUL / Math.sqrt(weight.size(1)));
        Weights bias = weights(name + "/bias").scaled(GAIN * LRMUL);
        return layers.leakyRelu(name, layers.dense(name + "/Gemm", x, scaled, bias));
    }

    private Weights weights(String name) {
        return Weights.of(parameters, name);
    }
}

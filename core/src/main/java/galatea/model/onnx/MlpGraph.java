package galatea.model.onnx;

import galatea.format.NpyArray;
import galatea.format.OnnxGraph;
import galatea.model.Layer;
import galatea.model.Provenance;
import galatea.model.mlp.MlpGenerator;
import galatea.torch.Parameters;

/** A perceptron from latents to points. */
final class MlpGraph {
    private MlpGraph() {}

    static OnnxGraph of(MlpGenerator generator) {
        Parameters parameters = generator.parameters();
        GraphLayers layers =
                new GraphLayers(
                        new OnnxGraph(
                                OnnxExport.GENERATOR,
                                "Latents to points, as pictures of one pixel with a channel per"
                                        + " coordinate.",
                                Provenance.libraryVersion()));
        String x = layers.input("z", "latents, from N(0, 1)", "N", generator.config().latentSize());
        for (Layer layer : generator.layers()) {
            String name = layer.name();
            x = layers.node("Relu", name, dense(layers, parameters, name, x)); // [N, width]
        }
        String axes = layers.graph().initializer("pixel_axes", NpyArray.of(new long[] {2, 3}, 2));
        layers.node("Unsqueeze", "image", dense(layers, parameters, "output", x), axes);
        layers.output("image", "points", "N", generator.config().channels(), 1, 1);
        return layers.graph();
    }

    private static String dense(GraphLayers layers, Parameters parameters, String name, String x) {
        return layers.dense(
                name + "/Gemm",
                x,
                Weights.of(parameters, name + "/weight"),
                Weights.of(parameters, name + "/bias"));
    }
}

package galatea.model.onnx;

import galatea.format.OnnxAttribute;
import galatea.format.OnnxGraph;
import galatea.model.Layer;
import galatea.model.Provenance;
import galatea.model.dcgan.DcganConfig;
import galatea.model.dcgan.DcganGenerator;
import galatea.model.dcgan.Normalization;
import galatea.nn.BatchNorm2d;
import galatea.torch.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The generator of DCGAN. The value that a tap sees has the name of its layer, such as {@code
 * layer2}.
 */
final class DcganGraph {
    private final DcganConfig config;
    private final Parameters parameters;
    private final List<Layer> places;
    private final GraphLayers layers;

    private DcganGraph(DcganGenerator generator) {
        config = generator.config();
        parameters = generator.parameters();
        places = generator.layers();
        layers =
                new GraphLayers(
                        new OnnxGraph(
                                OnnxExport.GENERATOR,
                                "Latents to pictures of a DCGAN. Pictures are in (-1, 1).",
                                Provenance.libraryVersion()));
    }

    static OnnxGraph of(DcganGenerator generator) {
        return new DcganGraph(generator).built();
    }

    private OnnxGraph built() {
        String x = layers.input("z", "latents, from N(0, 1)", "N", config.latentSize());
        for (Layer layer : places) {
            x = layer(layer, x); // [N, C, 2^r, 2^r]
        }
        x =
                layers.convUp(
                        "output/ConvTranspose",
                        x,
                        weights("output/weight"),
                        weights("output/bias"));
        layers.node("Tanh", "image", x);
        int side = config.resolution();
        layers.output("image", "pictures in (-1, 1)", "N", config.channels(), side, side);
        return layers.graph();
    }

    private String layer(Layer layer, String x) {
        String name = layer.name();
        boolean plain = config.generatorNorm() == Normalization.NONE;
        @Nullable Weights bias = plain ? weights(name + "/bias") : null;
        String y =
                layer.index() == 0
                        ? spread(layer, x, bias)
                        : layers.convUp(
                                name + "/ConvTranspose", x, weights(name + "/weight"), bias);
        return layers.node("Relu", name, plain ? y : normal(layer, y));
    }

    /** A transposed convolution of a 1×1 picture is a matrix product: [N, in] → [N, C, 4, 4]. */
    private String spread(Layer layer, String z, @Nullable Weights bias) {
        String name = layer.name();
        int c = layer.channels();
        Weights kernel = weights(name + "/weight"); // [in, C, 4, 4]
        String weight = layers.constant(name + "/weight", kernel.view(kernel.size(0), 16L * c));
        String product = layers.node("MatMul", name + "/MatMul", z, weight);
        String features = layers.square(name + "/features", product, c);
        if (bias == null) {
            return features;
        }
        String term = layers.constant(name + "/bias", bias.view(1, c, 1, 1));
        return layers.node("Add", name + "/sum", features, term);
    }

    private String normal(Layer layer, String x) {
        String name = layer.name() + "/norm";
        String scale = layers.constant(name + "/weight", weights(name + "/weight"));
        String shift = layers.constant(name + "/bias", weights(name + "/bias"));
        if (config.generatorNorm() == Normalization.INSTANCE) {
            return layers.instanceNorm(name, x, scale, shift, BatchNorm2d.EPSILON);
        }
        String mean = layers.constant(name + "/running_mean", weights(name + "/running_mean"));
        String variance = layers.constant(name + "/running_var", weights(name + "/running_var"));
        return layers.graph()
                .node(
                        "BatchNormalization",
                        name,
                        List.of(x, scale, shift, mean, variance),
                        OnnxAttribute.real("epsilon", BatchNorm2d.EPSILON));
    }

    private Weights weights(String name) {
        return Weights.of(parameters, name);
    }
}

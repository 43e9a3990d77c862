package galatea.model.onnx;

import galatea.format.OnnxGraph;
import galatea.model.Layer;
import galatea.model.Provenance;
import galatea.model.progressive.ProgressiveConfig;
import galatea.model.progressive.ProgressiveGenerator;
import galatea.torch.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The generator of Progressive GAN. The value that a tap sees has the name of its layer, such as
 * {@code layer4}.
 */
final class ProgressiveGraph {
    private static final double GAIN = Math.sqrt(2);

    private final ProgressiveConfig config;
    private final Parameters parameters;
    private final List<Layer> places;
    private final double lod;
    private final GraphLayers layers;

    private ProgressiveGraph(ProgressiveGenerator generator, double lod) {
        config = generator.config();
        parameters = generator.parameters();
        places = generator.layers();
        this.lod = lod;
        layers =
                new GraphLayers(
                        new OnnxGraph(
                                OnnxExport.GENERATOR,
                                "Latents to pictures of a Progressive GAN. Pictures are nominally"
                                        + " in [-1, 1] and not clipped.",
                                Provenance.libraryVersion()));
    }

    /** The graph at a level of detail; fractions fade between two. */
    static OnnxGraph of(ProgressiveGenerator generator, double lod) {
        return new ProgressiveGraph(generator, lod).built();
    }

    /** log₂ of the height of the pictures. */
    private int top() {
        return config.resolutionLog2() - (int) lod;
    }

    private OnnxGraph built() {
        String z = layers.input("z", "latents, from N(0, 1)", "N", config.latentSize());
        boolean classes = config.labelSize() > 0;
        pictures(layers.labelled(z, classes ? Weights.of(parameters, "LabelConcat/weight") : null));
        int side = 1 << top();
        layers.output(
                "image", "pictures, nominally in [-1, 1]", "N", config.channels(), side, side);
        return layers.graph();
    }

    private void pictures(String latent) {
        double t = lod - (int) lod; // share of the lower resolution
        String x = latent;
        @Nullable String lower = null;
        for (int r = 2; r <= top(); r++) {
            if (r == top() && t > 0) {
                lower = colours("lower", r - 1, x);
            }
            x = layer(places.get(2 * r - 4), x); // [N, C, 2^r, 2^r]
            x = layer(places.get(2 * r - 3), x);
        }
        if (lower == null) {
            colours("image", top(), x);
        } else {
            layers.faded("image", colours("upper", top(), x), lower, t);
        }
    }

    private String layer(Layer layer, String x) {
        String name = layer.name();
        String normal = layers.pixelNorm(name + "/PixelNorm", x);
        Weights weight = Weights.of(parameters, name + "/weight");
        Weights bias = Weights.of(parameters, name + "/bias");
        return layers.leakyRelu(name, convolved(layer, normal, weight, bias));
    }

    private String convolved(Layer layer, String x, Weights weight, Weights bias) {
        String name = layer.name();
        if (layer.index() == 0) {
            Weights matrix = weight.scaled(GAIN / Math.sqrt(16.0 * weight.size(1))).spreading();
            String dense = layers.dense(name + "/Gemm", x, matrix, bias.perPixel(16));
            return layers.square(name + "/features", dense, layer.channels());
        }
        if (layer.index() % 2 == 0) { // weight [in, out, 3, 3]
            Weights kernel = weight.scaled(GAIN / Math.sqrt(9.0 * weight.size(0))).upsampling();
            return layers.convUp(name + "/ConvTranspose", x, kernel, bias);
        }
        double scale = GAIN / Math.sqrt(9.0 * weight.size(1));
        return layers.conv(name + "/Conv", x, weight.scaled(scale), bias);
    }

    /** Features at resolution 2^r → [N, channels, 2^r, 2^r]. */
    private String colours(String output, int r, String x) {
        String name = "ToRGB_lod" + (config.resolutionLog2() - r);
        Weights weight = Weights.of(parameters, name + "/weight");
        return layers.conv(
                output,
                layers.pixelNorm(name + "/PixelNorm", x),
                weight.scaled(1 / Math.sqrt(weight.size(1))),
                Weights.of(parameters, name + "/bias"));
    }
}

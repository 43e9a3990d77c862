package galatea.model.onnx;

import galatea.format.NpyArray;
import galatea.format.OnnxAttribute;
import galatea.format.OnnxGraph;
import galatea.model.Layer;
import galatea.model.Provenance;
import galatea.model.style.StyleConfig;
import galatea.model.style.StyleGenerator;
import galatea.model.style.StyleSwitches;
import galatea.torch.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The synthesis network: ws and noise → pictures. The value that a tap sees has the name of its
 * layer, such as {@code 8x8/Conv1}.
 */
final class SynthesisGraph {
    static final String NAME = "synthesis";

    private static final double GAIN = Math.sqrt(2);

    /** From this resolution InstanceNormalization would lose digits. */
    private static final int BY_ROWS_FROM = 256;

    private static final String DOC =
            "Styles to pictures of a style-based generator. ws come from mapping.onnx; layers may"
                    + " take them from different latents (style mixing). noiseI is the noise of"
                    + " layer I, for all pictures (B = 1) or each (B = N): draws from N(0, 1), the"
                    + " network's own of noise.npz, or zeros for none. Pictures are nominally in"
                    + " [-1, 1] and not clipped.";

    private final StyleConfig config;
    private final Parameters parameters;
    private final List<Layer> places;
    private final double lod;
    private final GraphLayers layers;
    private String axes = "";

    private SynthesisGraph(StyleGenerator generator, double lod) {
        config = generator.config();
        parameters = generator.parameters();
        places = generator.layers();
        this.lod = lod;
        layers = new GraphLayers(new OnnxGraph(NAME, DOC, Provenance.libraryVersion()));
    }

    /** The graph at a level of detail; fractions fade between two. */
    static OnnxGraph of(StyleGenerator generator, double lod) {
        return new SynthesisGraph(generator, lod).built();
    }

    /** log₂ of the height of the pictures. */
    private int top() {
        return config.resolutionLog2() - (int) lod;
    }

    private OnnxGraph built() {
        layers.input("ws", "a style per layer", "N", config.numWs(), config.wSize());
        if (config.switches().noise()) {
            for (Layer layer : places.subList(0, 2 * top() - 2)) {
                noiseInput(layer);
            }
        }
        axes = layers.graph().initializer("pixel_axes", NpyArray.of(new long[] {2, 3}, 2));
        pictures();
        int side = 1 << top();
        layers.output(
                "image", "pictures, nominally in [-1, 1]", "N", config.channels(), side, side);
        return layers.graph();
    }

    private void noiseInput(Layer layer) {
        int i = layer.index();
        int r = layer.resolution();
        layers.input("noise" + i, "noise of " + layer.name(), "B" + i, 1, r, r);
    }

    private void pictures() {
        double t = lod - (int) lod; // share of the lower resolution
        String x = layer(places.get(0), start());
        x = layer(places.get(1), conv("4x4/Conv", x));
        @Nullable String lower = null;
        for (int r = 3; r <= top(); r++) {
            if (r == top() && t > 0) {
                lower = colours("lower", r - 1, x);
            }
            x = layer(places.get(2 * r - 4), up(places.get(2 * r - 4), x));
            x = layer(places.get(2 * r - 3), conv(places.get(2 * r - 3).name(), x));
        }
        if (lower == null) {
            colours("image", top(), x);
        } else {
            layers.faded("image", colours("upper", top(), x), lower, t);
        }
    }

    /** The constant or the layer fed with w, bias added: [N, C, 4, 4]. */
    private String start() {
        int c = config.fmaps(2);
        Weights bias = weights(places.get(0).name() + "/bias").perPixel(16);
        if (!config.switches().constant()) {
            Weights weight =
                    weights("4x4/Dense/weight").scaled(GAIN / 4 / Math.sqrt(config.wSize()));
            return layers.square(
                    "4x4/Dense/features", layers.dense("4x4/Dense/Gemm", w(0), weight, bias), c);
        }
        Weights sum = weights("4x4/Const/const").plus(bias);
        String constant = layers.constant("4x4/Const/const", sum);
        return layers.node("Expand", "4x4/Const/features", constant, batchShape());
    }

    /** [N, 1, 1, 1] with the N of ws. */
    private String batchShape() {
        OnnxGraph graph = layers.graph();
        String shape = layers.node("Shape", "ws/shape", "ws");
        String first = graph.initializer("first", NpyArray.of(new long[] {0}, 1));
        String n = layers.node("Gather", "ws/count", shape, first); // [1]
        String ones = graph.initializer("ones", NpyArray.of(new long[] {1, 1, 1}, 3));
        return graph.node(
                "Concat", "batch", List.of(n, ones), OnnxAttribute.integer("axis", 0)); // [4]
    }

    private String conv(String name, String x) {
        Weights weight = weights(name + "/weight");
        double scale = GAIN / Math.sqrt(9.0 * weight.size(1));
        return layers.conv(name + "/Conv", x, weight.scaled(scale), weights(name + "/bias"));
    }

    private String up(Layer layer, String x) {
        String name = layer.name();
        StyleSwitches on = config.switches();
        Weights kernel = weights(name + "/weight"); // [in, out, 3, 3]
        Weights weight = kernel.scaled(GAIN / Math.sqrt(9.0 * kernel.size(0))).upsampling();
        Weights bias = weights(name + "/bias");
        boolean early = on.biasBeforeBlur() || !on.blur();
        String y = layers.convUp(name + "/ConvTranspose", x, weight, early ? bias : null);
        return on.blur()
                ? layers.blur(name + "/Blur", y, layer.channels(), early ? null : bias)
                : y;
    }

    /** Noise, leaky ReLU, normalisation, style. */
    private String layer(Layer layer, String x) {
        StyleSwitches on = config.switches();
        String name = layer.name();
        boolean last = !on.pixelNorm() && !on.styles();
        String y = layers.leakyRelu(last ? name : name + "/LeakyRelu", noisy(layer, x));
        if (on.pixelNorm()) {
            y = layers.pixelNorm(on.styles() ? name + "/PixelNorm" : name, y);
        }
        return on.styles() ? styled(layer, y) : y;
    }

    private String noisy(Layer layer, String x) {
        if (!config.switches().noise()) {
            return x;
        }
        String name = layer.name() + "/Noise";
        Weights weight = weights(name + "/weight").view(1, layer.channels(), 1, 1);
        String strength = layers.constant(name + "/weight", weight);
        String noise = layers.node("Mul", name, "noise" + layer.index(), strength);
        return layers.node("Add", name + "/sum", x, noise); // [N, C, R, R]
    }

    private String styled(Layer layer, String x) {
        int c = layer.channels();
        String name = layer.name();
        String w = w(layer.index());
        String scale = style(name + "/scale", w, name, 0, c, 1);
        String shift = style(name + "/shift", w, name, c, c, 0);
        String y = x;
        if (config.switches().instanceNorm()) {
            y = normalized(layer, x);
        }
        return layers.node("Add", name, layers.node("Mul", name + "/scaled", y, scale), shift);
    }

    private String normalized(Layer layer, String x) {
        int c = layer.channels();
        String name = layer.name() + "/InstanceNorm";
        if (layer.resolution() >= BY_ROWS_FROM) {
            return layers.instanceNormByRows(name, x, config.normEpsilon());
        }
        return layers.instanceNorm(
                name,
                x,
                layers.shared("ones_" + c, Weights.filled(1, c).array()),
                layers.shared("zeros_" + c, Weights.filled(0, c).array()),
                config.normEpsilon());
    }

    /** One half of a style, a term added: [N, C, 1, 1]. */
    private String style(String output, String w, String layer, int from, int count, double term) {
        Weights weight = weights(layer + "/StyleMod/weight").rows(from, count);
        Weights bias = weights(layer + "/StyleMod/bias").rows(from, count).mapped(1, term);
        String dense =
                layers.dense(
                        output + "/Gemm", w, weight.scaled(1 / Math.sqrt(config.wSize())), bias);
        return layers.node("Unsqueeze", output, dense, axes);
    }

    /** The style of a layer: [N, wSize]. */
    private String w(int layer) {
        String name = "w" + layer;
        if (layers.graph().has(name)) {
            return name;
        }
        String index = layers.graph().initializer(name + "/index", NpyArray.of(new long[] {layer}));
        return layers.graph()
                .node("Gather", name, List.of("ws", index), OnnxAttribute.integer("axis", 1));
    }

    /** Features at resolution 2^r → [N, channels, 2^r, 2^r]. */
    private String colours(String output, int r, String x) {
        String name = "ToRGB_lod" + (config.resolutionLog2() - r);
        Weights weight = weights(name + "/weight").scaled(1 / Math.sqrt(config.fmaps(r)));
        return layers.conv(output, x, weight, weights(name + "/bias"));
    }

    private Weights weights(String name) {
        return Weights.of(parameters, name);
    }
}

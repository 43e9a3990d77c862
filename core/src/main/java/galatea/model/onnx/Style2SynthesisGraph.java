package galatea.model.onnx;

import galatea.format.NpyArray;
import galatea.format.OnnxAttribute;
import galatea.format.OnnxGraph;
import galatea.model.Layer;
import galatea.model.Provenance;
import galatea.model.style2.Style2Config;
import galatea.model.style2.Style2Generator;
import galatea.nn.ModulatedConv2d;
import galatea.torch.Parameters;
import java.util.List;

/**
 * The synthesis network of StyleGAN2: ws and noise → pictures. The value that a tap sees has the
 * name of its layer, such as {@code 8x8/Conv1} and {@code 8x8/Conv1/style}.
 *
 * <p>As in {@link ModulatedConv2d} the style scales the input of a kernel that all pictures share,
 * so that a batch may have any size.
 */
final class Style2SynthesisGraph {
    private static final double GAIN = Math.sqrt(2);
    private static final double FIR_GAIN = 4;
    private static final String DOC =
            "Styles to pictures of a StyleGAN2. ws come from mapping.onnx; layers may take them from"
                    + " different latents (style mixing). noiseI is the noise of convolution I, for"
                    + " all pictures (B = 1) or each (B = N): draws from N(0, 1), the network's own"
                    + " of noise.npz, or zeros for none. Pictures are nominally in [-1, 1] and not"
                    + " clipped.";

    private final Style2Config config;
    private final Parameters parameters;
    private final List<Layer> places;
    private final GraphLayers layers;
    private final String axes;

    private Style2SynthesisGraph(Style2Generator generator) {
        config = generator.config();
        parameters = generator.parameters();
        places = generator.layers();
        layers =
                new GraphLayers(
                        new OnnxGraph(SynthesisGraph.NAME, DOC, Provenance.libraryVersion()));
        axes = layers.graph().initializer("pixel_axes", NpyArray.of(new long[] {2, 3}, 2));
    }

    static OnnxGraph of(Style2Generator generator) {
        return new Style2SynthesisGraph(generator).built();
    }

    private OnnxGraph built() {
        layers.input("ws", "a style per layer", "N", config.numWs(), config.wSize());
        int side = config.resolution();
        int colours = config.channels();
        String x = layers.constant("4x4/Const/const", weights("4x4/Const/const")); // [1, C, 4, 4]
        String image = "";
        int number = 0; // of the convolution
        for (Layer place : places) {
            if (place.name().endsWith("/ToRGB")) {
                String added = colours(place, number, x);
                image = image.isEmpty() ? added : sum(place, image, added);
            } else if (!place.inStyleSpace()) {
                x = convolution(place, number, x);
                number++;
            }
        }
        layers.node("Identity", "image", image);
        layers.output("image", "pictures, nominally in [-1, 1]", "N", colours, side, side);
        return layers.graph();
    }

    /** Twice the picture so far and what a resolution adds. */
    private String sum(Layer place, String image, String added) {
        String block = place.name().substring(0, place.name().indexOf('/'));
        String upsampled = layers.firUp(block + "/upsampled", image, config.channels());
        return layers.node("Add", block + "/image", upsampled, added);
    }

    private String convolution(Layer place, int number, String x) {
        String name = place.name();
        boolean up = name.endsWith("_up");
        Weights weight = weights(name + "/weight"); // [out, in, 3, 3]; up: [in, out, 3, 3]
        String style = style(name, number);
        String scaled = scaled(name, x, style);
        String y =
                up ? up(place, scaled, weight) : layers.conv(name + "/Conv", scaled, weight, null);
        Weights squares = up ? weight.squares() : weight.squares().transposed(); // [in, out]
        String factors = demodulation(name, squares, up ? GAIN * FIR_GAIN : GAIN);
        y = layers.node("Mul", name + "/demodulated", y, factors);
        if (config.noise()) {
            y = noisy(place, number, y);
        }
        Weights bias = weights(name + "/bias").scaled(GAIN).view(1, place.channels(), 1, 1);
        y = layers.node("Add", name + "/sum", y, layers.constant(name + "/bias", bias));
        return layers.clipped(name, layers.leakyRelu(name + "/LeakyRelu", y), config.convClamp());
    }

    private String up(Layer place, String x, Weights weight) {
        String name = place.name();
        String y = layers.convUpFull(name + "/ConvTranspose", x, weight);
        return layers.fir(name + "/Fir", y, place.channels());
    }

    /** The style of a layer from w of a number: [N, in, 1, 1]. */
    private String style(String name, int number) {
        Weights weight = weights(name + "/StyleMod/weight").scaled(1 / Math.sqrt(config.wSize()));
        Weights bias = weights(name + "/StyleMod/bias");
        String dense = layers.dense(name + "/StyleMod", w(number), weight, bias);
        return layers.node("Unsqueeze", name + Layer.STYLE_SUFFIX, dense, axes);
    }

    private String scaled(String name, String x, String style) {
        return layers.node("Mul", name + "/modulated", x, style);
    }

    /** gain / √(Σ (s w)² + ε): [N, out, 1, 1]. */
    private String demodulation(String name, Weights squares, double gain) {
        String s = name + "/StyleMod"; // [N, in]
        String square = layers.node("Mul", name + "/style2", s, s);
        String matrix = layers.constant(name + "/squares", squares);
        String lengths = layers.node("MatMul", name + "/lengths2", square, matrix); // [N, out]
        String epsilon = layers.number(ModulatedConv2d.EPSILON);
        String sum = layers.node("Add", name + "/lengths2e", lengths, epsilon);
        String root = layers.node("Sqrt", name + "/lengths", sum);
        String factors = layers.node("Div", name + "/factors", layers.number(gain), root);
        return layers.node("Unsqueeze", name + "/demodulation", factors, axes);
    }

    private String noisy(Layer place, int number, String x) {
        int r = place.resolution();
        String name = place.name();
        String input = layers.input("noise" + number, "noise of " + name, "B" + number, 1, r, r);
        Weights weight = weights(name + "/Noise/weight").scaled(GAIN);
        String strength = layers.constant(name + "/Noise/weight", weight);
        String noise = layers.node("Mul", name + "/Noise", input, strength);
        return layers.node("Add", name + "/noisy", x, noise); // [N, C, R, R]
    }

    /** Features → what a resolution adds to the picture: [N, channels, R, R]. */
    private String colours(Layer place, int number, String x) {
        String name = place.name();
        String scaled = scaled(name, x, style(name, number));
        Weights weight = weights(name + "/weight"); // [channels, in, 1, 1]
        String y =
                layers.conv(
                        name + "/Conv",
                        scaled,
                        weight.scaled(1 / Math.sqrt(weight.size(1))),
                        weights(name + "/bias"));
        return layers.clipped(name, y, config.convClamp());
    }

    /** w of a number: [N, wSize]. */
    private String w(int number) {
        String name = "w" + number;
        if (layers.graph().has(name)) {
            return name;
        }
        String index =
                layers.graph().initializer(name + "/index", NpyArray.of(new long[] {number}));
        return layers.graph()
                .node("Gather", name, List.of("ws", index), OnnxAttribute.integer("axis", 1));
    }

    private Weights weights(String name) {
        return Weights.of(parameters, name);
    }
}

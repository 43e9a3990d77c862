package galatea.model.style;

import galatea.model.Inputs;
import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.model.Noise;
import galatea.nn.Blur;
import galatea.nn.EqualizedConv2d;
import galatea.nn.EqualizedLinear;
import galatea.nn.ResamplingConv2d;
import galatea.nn.ToRgb;
import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** The synthesis network g: w per layer → picture (figure 1b), with progressive growing. */
public final class SynthesisNetwork {
    private static final double GAIN = Math.sqrt(2);

    private final StyleConfig config;
    private final @Nullable Parameter constant; // [1, C, 4, 4]
    private final @Nullable EqualizedLinear input; // w → [C · 16], without a learned constant
    private final EqualizedConv2d firstConv;
    private final List<ResamplingConv2d> upConvs = new ArrayList<>(); // from 8×8 up
    private final List<EqualizedConv2d> convs = new ArrayList<>(); // from 8×8 up
    private final List<StyleLayer> layers = new ArrayList<>();
    private final List<ToRgb> toRgb = new ArrayList<>(); // from 4×4 up

    SynthesisNetwork(Parameters parameters, StyleConfig config) {
        this.config = config;
        int c = config.fmaps(2);
        boolean learned = config.switches().constant();
        constant = learned ? parameters.parameter("4x4/Const/const", Init.ONES, 1, c, 4, 4) : null;
        input =
                learned
                        ? null
                        : EqualizedLinear.withoutBias( // the layer has one per channel
                                parameters, "4x4/Dense", config.wSize(), 16 * c, GAIN / 4);
        addLayer(parameters, learned ? "4x4/Const" : "4x4/Dense", 2);
        firstConv = new EqualizedConv2d(parameters, "4x4/Conv", c, c, 3, GAIN);
        addLayer(parameters, "4x4/Conv", 2);
        for (int r = 3; r <= config.resolutionLog2(); r++) {
            addBlock(parameters, r);
        }
        for (int r = 2; r <= config.resolutionLog2(); r++) {
            String name = "ToRGB_lod" + (config.resolutionLog2() - r);
            toRgb.add(new ToRgb(parameters, name, config.fmaps(r), config.channels()));
        }
    }

    private void addBlock(Parameters parameters, int r) {
        int side = 1 << r;
        String block = side + "x" + side;
        int in = config.fmaps(r - 1);
        int out = config.fmaps(r);
        upConvs.add(ResamplingConv2d.up(parameters, block + "/Conv0_up", in, out, GAIN));
        addLayer(parameters, block + "/Conv0_up", r);
        convs.add(new EqualizedConv2d(parameters, block + "/Conv1", out, out, 3, GAIN));
        addLayer(parameters, block + "/Conv1", r);
    }

    private void addLayer(Parameters parameters, String name, int r) {
        Layer layer = new Layer(layers.size(), name, config.fmaps(r), 1 << r);
        layers.add(new StyleLayer(parameters, config, layer));
    }

    /** The layers in the order in which a tap sees them. */
    public List<Layer> layers() {
        return layers.stream().map(StyleLayer::layer).toList();
    }

    /** The noise kept with the network, the same for every picture. */
    public Noise storedNoise() {
        return (layer, n, resolution) -> layers.get(layer).storedNoise();
    }

    /** The weights of every layer's style: [2 C, wSize]. */
    List<Tensor> styleWeights() {
        return layers.stream().map(StyleLayer::styleWeight).toList();
    }

    /** Folds a pull of a unit towards a value into the layer's style. */
    void fold(Layer layer, int unit, double alpha, double value) {
        layers.get(layer.index()).fold(unit, alpha, value);
    }

    /**
     * Draws pictures.
     *
     * @param ws [N, numWs, wSize]
     * @param lod level of detail, 0…log₂ R − 2
     * @return [N, channels, R', R'] at R' = R / 2^⌊lod⌋
     */
    public Tensor forward(Tensor ws, Noise noise, double lod, LayerTap tap) {
        Inputs.requireLod(config, lod);
        int top = config.resolutionLog2() - (int) lod; // log₂ R'
        double t = lod - (int) lod; // share of the lower resolution
        Tensor x = firstBlock(ws, noise, tap); // [N, C, 4, 4]
        @Nullable Tensor lower = null;
        for (int r = 3; r <= top; r++) {
            if (r == top && t > 0) {
                lower = toRgb.get(r - 3).forward(x);
            }
            x = block(r, x, ws, noise, tap); // [N, C, 2^r, 2^r]
        }
        Tensor image = toRgb.get(top - 2).forward(x);
        return lower == null ? image : Ops.lerp(image, Ops.upsampleNearest(lower, 2), t);
    }

    private Tensor firstBlock(Tensor ws, Noise noise, LayerTap tap) {
        Tensor x = layer(0, () -> start(ws), ws, noise, tap);
        return layer(1, () -> firstConv.forward(x, layers.get(1).bias()), ws, noise, tap);
    }

    private Tensor start(Tensor ws) {
        long n = ws.size(0);
        long c = config.fmaps(2);
        Tensor bias = layers.get(0).bias().view(1, c, 1, 1);
        if (constant != null) {
            return Ops.channelsLast(constant.tensor().add(bias).expand(n, c, 4, 4).clone());
        }
        Tensor dense = input().forward(ws.select(1, 0)).view(n, c, 4, 4);
        return Ops.channelsLast(dense.add(bias));
    }

    private EqualizedLinear input() {
        if (input == null) {
            throw new IllegalStateException("Bug: neither constant nor input layer");
        }
        return input;
    }

    private Tensor block(int r, Tensor features, Tensor ws, Noise noise, LayerTap tap) {
        int first = 2 * r - 4;
        ResamplingConv2d up = upConvs.get(r - 3);
        EqualizedConv2d conv = convs.get(r - 3);
        Tensor x = layer(first, () -> up(up, features, layers.get(first).bias()), ws, noise, tap);
        return layer(
                first + 1, () -> conv.forward(x, layers.get(first + 1).bias()), ws, noise, tap);
    }

    private Tensor up(ResamplingConv2d conv, Tensor x, Tensor bias) {
        StyleSwitches on = config.switches();
        if (!on.blur()) {
            return conv.forward(x, bias);
        }
        return on.biasBeforeBlur()
                ? Blur.apply(conv.forward(x, bias), null)
                : Blur.apply(conv.forward(x, null), bias);
    }

    /** Convolution and all that follows it in layer i; leaves nothing but the layer's output. */
    private Tensor layer(
            int i, Supplier<Tensor> convolution, Tensor ws, Noise noise, LayerTap tap) {
        StyleLayer layer = layers.get(i);
        Tensor x = Scope.resultOf(() -> layer.forward(convolution.get(), ws.select(1, i), noise));
        return tap.apply(layer.layer(), x);
    }
}

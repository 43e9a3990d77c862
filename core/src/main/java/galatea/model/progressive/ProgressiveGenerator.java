package galatea.model.progressive;

import galatea.model.Generator;
import galatea.model.Inputs;
import galatea.model.LabelEmbedding;
import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.nn.EqualizedConv2d;
import galatea.nn.EqualizedLatentConv2d;
import galatea.nn.PixelNorm;
import galatea.nn.ResamplingConv2d;
import galatea.nn.ToRgb;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The generator of Progressive GAN (Karras et al. 2017, Table 2), with the layers as GAN dissection
 * counts them: {@code layer1} and {@code layer2} at 4×4, then two per resolution, the first of
 * which upsamples.
 *
 * <p>Tensors: {@code layerN/weight} [out, in, k, k], but [in, out, 3, 3] where the layer upsamples
 * (3, 5, 7 …), {@code layerN/bias} [out], {@code ToRGB_lodK/weight} [channels, in, 1, 1] and {@code
 * ToRGB_lodK/bias} [channels]. A tap sees each layer after its leaky ReLU.
 */
public final class ProgressiveGenerator implements Generator {
    private static final double GAIN = Math.sqrt(2);

    private final ProgressiveConfig config;
    private final Parameters parameters;
    private final LabelEmbedding labelEmbedding;
    private final EqualizedLatentConv2d input; // of layer1
    private final List<ProgressiveLayer> layers = new ArrayList<>();
    private final List<ToRgb> toRgb = new ArrayList<>(); // from full resolution down

    /** Builds and initialises the network from the stream of {@code seed}. */
    public ProgressiveGenerator(ProgressiveConfig config, DType dtype, long seed) {
        this.config = config;
        parameters = new Parameters(dtype);
        labelEmbedding = new LabelEmbedding(parameters, config);
        input =
                new EqualizedLatentConv2d(
                        parameters, nextName(), labelEmbedding.width(), config.width(2), GAIN);
        int top = config.resolutionLog2();
        for (int r = 2; r <= top; r++) {
            addLayer(r, firstConv(r));
            int c = config.width(r);
            addLayer(r, new EqualizedConv2d(parameters, nextName(), c, c, 3, GAIN)::forward);
        }
        for (int r = top; r >= (config.growing() ? 2 : top); r--) {
            String name = "ToRGB_lod" + (top - r);
            toRgb.add(new ToRgb(parameters, name, config.width(r), config.channels()));
        }
        parameters.allocate(seed);
    }

    /** From the latent at 4×4, from half the resolution elsewhere. */
    private BinaryOperator<Tensor> firstConv(int r) {
        if (r == 2) {
            return input::forward;
        }
        int in = config.width(r - 1);
        return ResamplingConv2d.up(parameters, nextName(), in, config.width(r), GAIN)::forward;
    }

    private String nextName() {
        return "layer" + (layers.size() + 1);
    }

    private void addLayer(int r, BinaryOperator<Tensor> conv) {
        Layer layer = new Layer(layers.size(), nextName(), config.width(r), 1 << r);
        layers.add(new ProgressiveLayer(parameters, layer, conv));
    }

    @Override
    public ProgressiveConfig config() {
        return config;
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public List<Layer> layers() {
        return layers.stream().map(ProgressiveLayer::layer).toList();
    }

    @Override
    public Tensor forward(Tensor z, @Nullable Tensor labels, double lod, LayerTap tap) {
        Inputs.requireLod(config, lod);
        int top = config.resolutionLog2() - (int) lod; // log₂ R'
        double t = lod - (int) lod; // share of the lower resolution
        Tensor x = labelEmbedding.append(z, labels); // [N, latentSize or twice]
        @Nullable Tensor lower = null;
        for (int r = 2; r <= top; r++) {
            if (r == top && t > 0) {
                lower = colours(r - 1, x);
            }
            x = layer(2 * r - 4, x, tap); // [N, C, 2^r, 2^r]
            x = layer(2 * r - 3, x, tap);
        }
        Tensor image = colours(top, x);
        return lower == null ? image : Ops.lerp(image, Ops.upsampleNearest(lower, 2), t);
    }

    /**
     * Exact for value 0, since the leaky ReLU of c x is c times that of x for c ≥ 0, and for alpha
     * 1 with any value; in the layer's convolution and bias.
     */
    @Override
    public void fold(Layer layer, int unit, double alpha, double value) {
        Inputs.requireFoldable(alpha, value);
        boolean upsamples = layer.index() > 0 && layer.index() % 2 == 0;
        double before = value < 0 ? value / 0.2 : value; // what the leaky ReLU makes the value of
        Parameter weight = parameters.named(layer.name() + "/weight");
        Ops.mapInto(weight, upsamples ? 1 : 0, unit, 1 - alpha, 0);
        Parameter bias = parameters.named(layer.name() + "/bias");
        Ops.mapInto(bias, 0, unit, 1 - alpha, alpha * before);
    }

    /** Without that of the class: [16 C, latentSize]. */
    @Override
    public List<Tensor> latentWeights() {
        return List.of(input.kernel().narrow(1, 0, config.latentSize()));
    }

    private Tensor layer(int i, Tensor x, LayerTap tap) {
        ProgressiveLayer layer = layers.get(i);
        return tap.apply(layer.layer(), Scope.resultOf(() -> layer.forward(x)));
    }

    /** Features at resolution 2^r → [N, channels, 2^r, 2^r]. */
    private Tensor colours(int r, Tensor x) {
        return toRgb.get(config.resolutionLog2() - r).forward(PixelNorm.apply(x));
    }
}

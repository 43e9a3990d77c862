package galatea.model.dcgan;

import galatea.model.Generator;
import galatea.model.Inputs;
import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.torch.Convolutions;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The generator of DCGAN (Radford et al. 2015, figure 1): transposed 4×4 convolutions, the first of
 * the latent and the others of stride 2, each with normalisation and ReLU; then one to colours with
 * tanh.
 *
 * <p>Tensors: {@code layerN/weight} [in, out, 4, 4], {@code layerN/norm/…} or, without
 * normalisation, {@code layerN/bias} [out]; {@code output/weight} [in, channels, 4, 4] and {@code
 * output/bias}. A tap sees each layer after its ReLU. With batch normalisation, use takes the
 * running statistics and training the batch's.
 */
public final class DcganGenerator implements Generator {
    private final DcganConfig config;
    private final Parameters parameters;
    private final List<Block> blocks = new ArrayList<>(); // from 4×4 up
    private final ConvLayer output;

    /** Builds and initialises the network from the stream of {@code seed}. */
    public DcganGenerator(DcganConfig config, DType dtype, long seed) {
        this.config = config;
        parameters = new Parameters(dtype);
        int in = config.latentSize();
        for (int i = 0; i < config.numLayers(); i++) {
            int r = i + 2;
            Layer layer = new Layer(i, "layer" + (i + 1), config.width(r), 1 << r);
            blocks.add(new Block(parameters, config.generatorNorm(), in, layer));
            in = layer.channels();
        }
        output = new ConvLayer(parameters, "output", true, config.channels(), outputShape(in));
        parameters.allocate(seed);
    }

    private long[] outputShape(int in) {
        return new long[] {in, config.channels(), 4, 4};
    }

    @Override
    public DcganConfig config() {
        return config;
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public List<Layer> layers() {
        return blocks.stream().map(Block::layer).toList();
    }

    /** Pictures in (−1, 1) by the running statistics, if there are any. */
    @Override
    public Tensor forward(Tensor z, @Nullable Tensor labels, double lod, LayerTap tap) {
        requireInputs(z, labels, lod);
        Tensor x = z; // [N, latentSize]
        for (Block block : blocks) {
            x = tap.apply(block.layer(), block.use(x)); // [N, C, 2^r, 2^r]
        }
        return colours(x);
    }

    /** Pictures by the statistics of this batch, which the running ones learn. */
    @Override
    public Tensor trainingForward(
            Tensor z, @Nullable Tensor labels, double lod, RandomGenerator random) {
        requireInputs(z, labels, lod);
        Tensor x = z; // [N, latentSize]
        for (Block block : blocks) {
            x = block.norm().training(block.convolve(x), 1).relu(); // [N, C, 2^r, 2^r]
        }
        return colours(x);
    }

    /**
     * Exact for value 0, since ReLU(c x) = c ReLU(x) for c ≥ 0, and for alpha 1 with any value that
     * a ReLU can give; in the normalisation, or without one in the convolution.
     */
    @Override
    public void fold(Layer layer, int unit, double alpha, double value) {
        Inputs.requireFoldable(alpha, value);
        if (value < 0) {
            throw new IllegalArgumentException(
                    "value must be at least 0 to be folded before a ReLU: " + value);
        }
        boolean plain = config.generatorNorm() == Normalization.NONE;
        String name = layer.name() + (plain ? "" : "/norm");
        Ops.mapInto(parameters.named(name + "/weight"), plain ? 1 : 0, unit, 1 - alpha, 0);
        Ops.mapInto(parameters.named(name + "/bias"), 0, unit, 1 - alpha, alpha * value);
    }

    /** [16 C, latentSize]. */
    @Override
    public List<Tensor> latentWeights() {
        return List.of(blocks.get(0).spreading().t());
    }

    private void requireInputs(Tensor z, @Nullable Tensor labels, double lod) {
        Inputs.requireLod(config, lod);
        Inputs.requireLatents(config, z);
        Inputs.requireLabels(config, labels);
    }

    private Tensor colours(Tensor x) {
        return Convolutions.convUp(x, output.weight(), output.bias()).tanh(); // [N, channels, R, R]
    }

    /** One layer without its activation. */
    private record Block(Layer layer, ConvLayer conv, Norm norm) {
        Block(Parameters parameters, Normalization kind, int in, Layer layer) {
            this(
                    layer,
                    new ConvLayer(
                            parameters,
                            layer.name(),
                            kind == Normalization.NONE,
                            layer.channels(),
                            in,
                            layer.channels(),
                            4,
                            4),
                    Norm.ofGenerator(kind, parameters, layer.name() + "/norm", layer.channels()));
        }

        /** With it, by the running statistics. */
        Tensor use(Tensor x) {
            return Scope.resultOf(() -> norm.use(convolve(x)).relu());
        }

        Tensor convolve(Tensor x) {
            return x.dim() == 2 ? spread(x) : Convolutions.convUp(x, conv.weight(), conv.bias());
        }

        /**
         * A transposed convolution of a 1×1 picture is a matrix product: [N, in] → [N, C, 4, 4].
         */
        private Tensor spread(Tensor z) {
            Tensor x = z.matmul(spreading()).view(z.size(0), 4, 4, layer.channels());
            Tensor bias = conv.bias();
            return (bias == null ? x : x.add(bias)).permute(0, 3, 1, 2);
        }

        /** [in, 16 C], pixel after pixel. */
        Tensor spreading() {
            Tensor weight = conv.weight();
            return weight.permute(0, 2, 3, 1).reshape(weight.size(0), -1);
        }
    }
}

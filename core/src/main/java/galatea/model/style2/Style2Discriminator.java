package galatea.model.style2;

import galatea.model.Discriminator;
import galatea.model.Inputs;
import galatea.nn.EqualizedLinear;
import galatea.nn.PixelNorm;
import galatea.nn.PointwiseConv2d;
import galatea.torch.DType;
import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** The discriminator of StyleGAN2 (figure 7c, or plain blocks). */
public final class Style2Discriminator implements Discriminator {
    private static final double GAIN = Math.sqrt(2);

    private final Style2Config config;
    private final Parameters parameters;
    private final PointwiseConv2d fromRgb;
    private final Parameter fromRgbBias; // [C]
    private final List<DiscriminatorBlock> blocks = new ArrayList<>(); // from R×R down to 8×8
    private final DiscriminatorHead head;
    private final @Nullable LabelMap labelMap;

    /** Builds and initialises the network from the stream of {@code seed}. */
    public Style2Discriminator(Style2Config config, DType dtype, long seed) {
        this.config = config;
        DiscriminatorPlan plan = config.discriminator();
        parameters = new Parameters(dtype);
        int top = config.resolutionLog2();
        fromRgb =
                new PointwiseConv2d(
                        parameters, "FromRGB", config.channels(), plan.width(top), GAIN);
        fromRgbBias = parameters.parameter("FromRGB/bias", Init.ZEROS, plan.width(top));
        for (int r = top; r >= 3; r--) {
            blocks.add(new DiscriminatorBlock(parameters, plan, r));
        }
        boolean conditional = config.labelSize() > 0;
        head = new DiscriminatorHead(parameters, plan, conditional ? plan.labelMapSize() : 1);
        labelMap = conditional ? new LabelMap(parameters, config) : null;
        parameters.allocate(seed);
    }

    @Override
    public Style2Config config() {
        return config;
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public Tensor forward(Tensor images, @Nullable Tensor labels, double lod, int parts) {
        Inputs.requireScored(config, images, labels, lod, parts);
        Tensor bias = Ops.mul(fromRgbBias.tensor(), GAIN);
        Tensor x = Ops.leakyRelu(fromRgb.forward(Ops.channelsLast(images), bias));
        x = Bounds.apply(x, config.discriminator().convClamp()); // [N, C, R, R]
        for (DiscriminatorBlock block : blocks) {
            x = block.forward(x); // halves the resolution
        }
        Tensor scores = head.forward(x, parts); // [N, 1 or labelMapSize]
        return labels == null || labelMap == null
                ? scores.view(-1)
                : Ops.sum(scores.mul(labelMap.forward(labels)), 1); // [N]
    }

    /**
     * Classes as directions (the projection discriminator, arXiv 1802.05637): the score is the part
     * of the output along that of the class.
     */
    private static final class LabelMap {
        private final EqualizedLinear embedding;
        private final MappingLayers layers;
        private final double scale;

        LabelMap(Parameters parameters, Style2Config config) {
            int size = config.discriminator().labelMapSize();
            int count = config.discriminator().mappingLayers();
            embedding =
                    new EqualizedLinear(parameters, "LabelEmbed", config.labelSize(), size, 1, 1);
            layers = new MappingLayers(parameters, count, size, size, size);
            scale = 1 / Math.sqrt(size);
        }

        /** [N, labelSize] → [N, labelMapSize]. */
        Tensor forward(Tensor labels) {
            Tensor y = PixelNorm.apply(embedding.forward(labels));
            return Ops.mul(layers.forward(y), scale);
        }
    }
}

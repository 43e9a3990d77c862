package galatea.model.dcgan;

import galatea.model.Discriminator;
import galatea.model.Inputs;
import galatea.torch.Convolutions;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The discriminator of DCGAN (Radford et al. 2015, section 3): 4×4 convolutions of stride 2 with
 * leaky ReLU, then one over the whole map to a linear score.
 *
 * <p>Tensors: {@code layerN/weight} [out, in, 4, 4]; {@code layer1/bias}; {@code layerN/norm/…} or,
 * without normalisation, {@code layerN/bias} [out]; {@code output/weight} [1, in, s, s] and {@code
 * output/bias} [1]. Batch normalisation always goes by the batch at hand.
 */
public final class DcganDiscriminator implements Discriminator {
    private final DcganConfig config;
    private final Parameters parameters;
    private final List<Block> blocks = new ArrayList<>(); // from full resolution down
    private final ConvLayer output;

    /** Builds and initialises the network from the stream of {@code seed}. */
    public DcganDiscriminator(DcganConfig config, DType dtype, long seed) {
        this.config = config;
        parameters = new Parameters(dtype);
        int in = config.channels();
        for (int i = 1; i <= config.discriminatorConvs(); i++) {
            int out = config.width(config.resolutionLog2() - i);
            Normalization kind = i == 1 ? Normalization.NONE : config.discriminatorNorm();
            blocks.add(new Block(parameters, kind, "layer" + i, in, out));
            in = out;
        }
        int side = config.resolution() >> config.discriminatorConvs();
        output = new ConvLayer(parameters, "output", true, 1, 1, in, side, side);
        parameters.allocate(seed);
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
    public Tensor forward(Tensor images, @Nullable Tensor labels, double lod, int parts) {
        Inputs.requireScored(config, images, labels, lod, parts);
        Tensor x = Ops.channelsLast(images);
        for (Block block : blocks) {
            x = block.forward(x, parts); // [parts · N, C, H/2, W/2]
        }
        return Convolutions.conv2d(x, output.weight(), output.bias(), 0).view(-1); // [parts · N]
    }

    /** Convolution, normalisation, leaky ReLU. */
    private record Block(ConvLayer conv, Norm norm) {
        Block(Parameters parameters, Normalization kind, String name, int in, int out) {
            this(
                    new ConvLayer(parameters, name, kind == Normalization.NONE, out, out, in, 4, 4),
                    Norm.ofDiscriminator(kind, parameters, name + "/norm", out));
        }

        Tensor forward(Tensor x, int parts) {
            Tensor y = Convolutions.convDown(x, conv.weight(), conv.bias());
            return Ops.leakyRelu(norm.training(y, parts));
        }
    }
}

package galatea.segment;

import galatea.torch.Convolutions;
import galatea.torch.DType;
import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A small U-Net (Ronneberger et al. 2015, arXiv 1505.04597): an encoder that halves the resolution,
 * a decoder that doubles it again, and what the encoder saw at each resolution.
 *
 * <p>Cheaper than the paper's: means instead of maxima, one residual block per level, and the
 * coarse features are added to the fine ones, after a 1×1 convolution at the coarse resolution,
 * instead of being laid beside them.
 */
final class UNet implements AutoCloseable {
    private final UNetConfig config;
    private final Parameters parameters;
    private final ConvBlock entry; // C -> width(0)
    private final List<ConvBlock> widening = new ArrayList<>(); // width(l) -> width(l + 1)
    private final List<ConvBlock> encoding = new ArrayList<>(); // width(l + 1)
    private final List<Parameter> lifting = new ArrayList<>(); // [width(l), width(l + 1), 1, 1]
    private final List<ConvBlock> decoding = new ArrayList<>(); // width(l)
    private final Parameter headWeight; // [classes, width(0), 1, 1]
    private final Parameter headBias; // [classes]

    /** A network with weights drawn from the stream of a seed. Not inside a scope. */
    UNet(UNetConfig config, DType dtype, long seed) {
        this.config = config;
        parameters = new Parameters(dtype);
        entry = new ConvBlock(parameters, "entry", config.channels(), config.width(0));
        for (int level = 0; level < config.depth(); level++) {
            int fine = config.width(level);
            int coarse = config.width(level + 1);
            String name = "level" + level;
            widening.add(new ConvBlock(parameters, name + "/widen", fine, coarse));
            encoding.add(new ConvBlock(parameters, name + "/encode", coarse, coarse));
            lifting.add(kernel(name + "/lift/weight", coarse, fine));
            decoding.add(new ConvBlock(parameters, name + "/decode", fine, fine));
        }
        headWeight = kernel("head/weight", config.width(0), config.classes());
        headBias = parameters.parameter("head/bias", Init.ZEROS, config.classes());
        parameters.allocate(seed);
    }

    private Parameter kernel(String name, int in, int out) {
        return parameters.parameter(name, Init.normal(Math.sqrt(1.0 / in)), out, in, 1, 1);
    }

    UNetConfig config() {
        return config;
    }

    Parameters parameters() {
        return parameters;
    }

    /**
     * How strongly each class is believed in at each pixel.
     *
     * @param images [N, C, H, W] in [−1, 1]
     * @param training whether batches normalise themselves
     * @return [N, classes, H, W], logarithms of probabilities up to a constant per pixel
     */
    Tensor logits(Tensor images, boolean training) {
        List<Tensor> seen = encode(images, training);
        Tensor x = seen.get(config.depth()); // [N, width(depth), H / 2^depth, W / 2^depth]
        for (int level = config.depth() - 1; level >= 0; level--) {
            Tensor lifted =
                    Convolutions.conv2d(
                            x, lifting.get(level).tensor(), null, 0); // [N, width(level)]
            x = seen.get(level).add(Ops.upsampleNearest(lifted, 2)); // twice as high and wide
            x = decoding.get(level).apply(x, training);
        }
        return Convolutions.conv2d(
                x, headWeight.tensor(), headBias.tensor(), 0); // [N, classes, H, W]
    }

    /**
     * What the network sees in whole pictures: the bottleneck's means.
     *
     * @param images [N, C, H, W] in [−1, 1]
     * @return [N, width(depth)]
     */
    Tensor features(Tensor images) {
        Tensor bottleneck = encode(images, false).get(config.depth());
        return Ops.mean(bottleneck, 2, 3).flatten(1, -1); // [N, width(depth)]
    }

    /** The features at each resolution, the pictures' own first, normalised as in use. */
    List<Tensor> levels(Tensor images) {
        return encode(images, false);
    }

    /** The features at each resolution, the pictures' own first. */
    private List<Tensor> encode(Tensor images, boolean training) {
        requireMultiple("height", images.size(2));
        requireMultiple("width", images.size(3));
        List<Tensor> seen = new ArrayList<>();
        Tensor x = entry.apply(Ops.channelsLast(images), training); // [N, width(0), H, W]
        seen.add(x);
        for (int level = 0; level < config.depth(); level++) {
            Tensor wide = widening.get(level).apply(Ops.averagePool2(x), training); // halved
            x = wide.add(encoding.get(level).apply(wide, training));
            seen.add(x);
        }
        return seen;
    }

    private void requireMultiple(String side, long pixels) {
        if (pixels < config.multiple() || pixels % config.multiple() != 0) {
            throw new IllegalArgumentException(
                    "%s of pictures must be a multiple of %d for this segmenter: %d"
                            .formatted(side, config.multiple(), pixels));
        }
    }

    @Override
    public void close() {
        parameters.close();
    }
}

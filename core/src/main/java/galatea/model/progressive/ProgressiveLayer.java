package galatea.model.progressive;

import galatea.model.Layer;
import galatea.nn.PixelNorm;
import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import java.util.function.BinaryOperator;
import org.bytedeco.pytorch.Tensor;

/**
 * Pixel norm, convolution, bias, leaky ReLU.
 *
 * <p>The norm stands before the convolution, so that a layer's output is what GAN dissection calls
 * its units.
 */
final class ProgressiveLayer {
    private final Layer layer;
    private final BinaryOperator<Tensor> conv; // (features, bias) → features
    private final Parameter bias; // [C]

    /** Declares the layer's bias; {@code conv} takes features and bias. */
    ProgressiveLayer(Parameters parameters, Layer layer, BinaryOperator<Tensor> conv) {
        this.layer = layer;
        this.conv = conv;
        bias = parameters.parameter(layer.name() + "/bias", Init.ZEROS, layer.channels());
    }

    Layer layer() {
        return layer;
    }

    /** x: what the layer before put out, or the latent → [N, C, R, R]. */
    Tensor forward(Tensor x) {
        return Ops.leakyReluInPlace(conv.apply(PixelNorm.apply(x), bias.tensor()));
    }
}

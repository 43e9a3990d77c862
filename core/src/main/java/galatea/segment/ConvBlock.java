package galatea.segment;

import galatea.nn.BatchNorm2d;
import galatea.torch.Convolutions;
import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import org.bytedeco.pytorch.Tensor;

/** 3×3 convolution, batch normalisation, leaky ReLU. */
final class ConvBlock {
    private final Parameter weight; // [out, in, 3, 3]
    private final BatchNorm2d norm;

    /** Declares {@code name/weight} [out, in, 3, 3] after He et al. 2015, and a norm. */
    ConvBlock(Parameters parameters, String name, int in, int out) {
        weight =
                parameters.parameter(
                        name + "/weight", Init.normal(Math.sqrt(2.0 / (9 * in))), out, in, 3, 3);
        norm = new BatchNorm2d(parameters, name + "/norm", out);
    }

    /**
     * @param x [N, in, H, W]
     * @param training whether to normalise by the batch, and to learn its statistics
     * @return [N, out, H, W]
     */
    Tensor apply(Tensor x, boolean training) {
        return Scope.resultOf(
                () -> {
                    Tensor y = Convolutions.conv2d(x, weight.tensor(), null, 1); // [N, out, H, W]
                    return Ops.leakyReluInPlace(training ? norm.training(y) : norm.use(y));
                });
    }
}

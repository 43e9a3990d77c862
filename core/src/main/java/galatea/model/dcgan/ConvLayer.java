package galatea.model.dcgan;

import galatea.torch.Init;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Tensors of one convolution, drawn from N(0, 0.02²) as the paper does (section 4). */
final class ConvLayer {
    private static final double DEVIATION = 0.02;

    private final Parameter weight;
    private final @Nullable Parameter bias; // [out]

    /**
     * Declares {@code name/weight} and, where no normalisation brings its own shift, {@code
     * name/bias}.
     *
     * @param shape of the kernel: [out, in, k, k], or [in, out, k, k] if it is transposed
     */
    ConvLayer(Parameters parameters, String name, boolean biased, int out, long... shape) {
        weight = parameters.parameter(name + "/weight", Init.normal(DEVIATION), shape);
        bias = biased ? parameters.parameter(name + "/bias", Init.ZEROS, out) : null;
    }

    Tensor weight() {
        return weight.tensor();
    }

    @Nullable Tensor bias() {
        return bias == null ? null : bias.tensor();
    }
}

package galatea.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The engine's convolutions with plain Java signatures. Each method returns a new tensor that
 * belongs to the innermost {@link Scope}.
 */
public final class Convolutions {
    private static final long[] ONE = {1, 1};
    private static final long[] TWO = {2, 2};
    private static final long[] ZERO = {0, 0};

    private Convolutions() {}

    /** Convolution, stride 1. x [N, in, H, W], weight [out, in, k, k]: [N, out, H', W']. */
    public static Tensor conv2d(Tensor x, Tensor weight, @Nullable Tensor bias, int padding) {
        long[] pad = {padding, padding};
        return torch.conv2d(x, weight, Ops.optional(bias), ONE, pad, ONE, 1);
    }

    /** Convolution, stride 2. x [N, in, 2H, 2W], weight [out, in, 4, 4]: [N, out, H, W]. */
    public static Tensor convDown(Tensor x, Tensor weight, @Nullable Tensor bias) {
        return torch.conv2d(x, weight, Ops.optional(bias), TWO, ONE, ONE, 1);
    }

    /**
     * Transposed convolution, stride 2. x [N, in, H, W], weight [in, out, 4, 4]: [N, out, 2H, 2W].
     */
    public static Tensor convUp(Tensor x, Tensor weight, @Nullable Tensor bias) {
        return torch.conv_transpose2d(x, weight, Ops.optional(bias), TWO, ONE, ZERO, 1, ONE);
    }

    /**
     * Convolution, stride 2, no padding. x [N, in, H, W], weight [out, in, k, k], k > 1: of a
     * single pixel, the engine's gradient of the weight writes past its memory on some processors
     * (oneDNN issue 6035).
     */
    public static Tensor convDownValid(Tensor x, Tensor weight, @Nullable Tensor bias) {
        return torch.conv2d(x, weight, Ops.optional(bias), TWO, ZERO, ONE, 1);
    }

    /**
     * Transposed convolution, stride 2, nothing cut off. x [N, in, H, W], weight [in, out, 3, 3]:
     * [N, out, 2H + 1, 2W + 1].
     */
    public static Tensor convUpFull(Tensor x, Tensor weight) {
        return torch.conv_transpose2d(x, weight, new TensorOptional(), TWO, ZERO, ZERO, 1, ONE);
    }

    /**
     * Gradient that reaches the input of {@link #conv2d}. gradient [N, out, H', W'], weight [out,
     * in, k, k]: [N, in, H, W].
     */
    public static Tensor conv2dBackward(Tensor gradient, Tensor weight, int padding) {
        long[] pad = {padding, padding};
        TensorOptional none = new TensorOptional();
        return torch.conv_transpose2d(gradient, weight, none, ONE, pad, ZERO, 1, ONE);
    }

    /** Each channel with its own kernel, stride 1. x [N, C, H, W], weight [C, 1, k, k]. */
    public static Tensor depthwise(Tensor x, Tensor weight, @Nullable Tensor bias, int padding) {
        long[] pad = {padding, padding};
        return torch.conv2d(x, weight, Ops.optional(bias), ONE, pad, ONE, weight.size(0));
    }

    /** Each channel with its own kernel, stride 2. x [N, C, 2H, 2W], weight [C, 1, 4, 4]. */
    public static Tensor depthwiseDown(Tensor x, Tensor weight) {
        return torch.conv2d(x, weight, new TensorOptional(), TWO, ONE, ONE, weight.size(0));
    }

    /**
     * Each channel with its own kernel, transposed, stride 2. x [N, C, H, W], weight [C, 1, 4, 4]:
     * [N, C, 2H, 2W].
     */
    public static Tensor depthwiseUp(Tensor x, Tensor weight) {
        long channels = weight.size(0);
        TensorOptional none = new TensorOptional();
        return torch.conv_transpose2d(x, weight, none, TWO, ONE, ZERO, channels, ONE);
    }
}

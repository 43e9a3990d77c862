package galatea.torch;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Operations on windows of pictures with all the freedom of file formats; gradients flow.
 *
 * <p>Pictures are [N, C, H, W]; pairs are vertical, horizontal; borders are top, left, bottom,
 * right, in pixels.
 */
public final class Windows {
    private static final long[] ONE = {1, 1};
    private static final long[] ZERO = {0, 0};

    private Windows() {}

    /**
     * Where windows lie.
     *
     * @param kernel size
     * @param stride from one to the next
     * @param dilation from one sample of a window to the next
     * @param border around the picture: top, left, bottom, right
     */
    public record Grid(long[] kernel, long[] stride, long[] dilation, long[] border) {

        /** Border of both axes, if it is equal on both sides and the engine's pools allow it. */
        private long @Nullable [] even() {
            boolean equal = border[0] == border[2] && border[1] == border[3];
            boolean small = 2 * border[0] <= kernel[0] && 2 * border[1] <= kernel[1];
            return equal && small ? new long[] {border[0], border[1]} : null;
        }
    }

    /**
     * Convolution.
     *
     * @param x [N, in, H, W]
     * @param weight [out, in / groups, kernel]
     * @param bias [out]
     * @return [N, out, H', W']
     */
    public static Tensor convolve(
            Tensor x, Tensor weight, @Nullable Tensor bias, Grid grid, long groups) {
        Tensor in = pad(x, grid.border(), 0);
        return torch.conv2d(
                in, weight, Ops.optional(bias), grid.stride(), ZERO, grid.dilation(), groups);
    }

    /**
     * The largest value of each window; the border counts as less than anything.
     *
     * @param ceiling whether a window that reaches beyond the border counts
     */
    public static Tensor max(Tensor x, Grid grid, boolean ceiling) {
        long[] even = grid.even();
        Tensor in = even == null ? pad(x, grid.border(), Double.NEGATIVE_INFINITY) : x;
        long[] border = even == null ? ZERO : even;
        return torch.max_pool2d(in, grid.kernel(), grid.stride(), border, grid.dilation(), ceiling);
    }

    /**
     * The mean of each window.
     *
     * @param ceiling whether a window that reaches beyond the border counts
     * @param includeBorder whether the border's zeros count
     */
    public static Tensor mean(Tensor x, Grid grid, boolean ceiling, boolean includeBorder) {
        long[] even = grid.even();
        if (even != null) {
            return mean(x, grid, even, ceiling, includeBorder);
        }
        Tensor sum = mean(pad(x, grid.border(), 0), grid, ZERO, ceiling, true);
        if (includeBorder) {
            return sum;
        }
        Tensor ones = pad(torch.ones_like(x), grid.border(), 0);
        return sum.div(mean(ones, grid, ZERO, ceiling, true));
    }

    private static Tensor mean(
            Tensor x, Grid grid, long[] border, boolean ceiling, boolean includeBorder) {
        return torch.avg_pool2d(
                x,
                grid.kernel(),
                grid.stride(),
                border,
                ceiling,
                includeBorder,
                new LongOptional());
    }

    /** Surrounds pictures with a value; a negative border cuts. */
    public static Tensor pad(Tensor x, long[] border, double value) {
        if (border[0] == 0 && border[1] == 0 && border[2] == 0 && border[3] == 0) {
            return x;
        }
        long[] innermostFirst = {border[1], border[3], border[0], border[2]};
        return torch.constant_pad_nd(x, innermostFirst, new Scalar(value));
    }

    /** No dilation. */
    public static long[] one() {
        return ONE.clone();
    }
}

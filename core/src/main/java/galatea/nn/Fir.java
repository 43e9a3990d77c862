package galatea.nn;

import galatea.torch.Constants;
import galatea.torch.Convolutions;
import galatea.torch.Ops;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The low-pass filter beside the resampling of StyleGAN2: [1, 3, 3, 1] ⊗ [1, 3, 3, 1] / 64 per
 * channel, zero padding.
 *
 * <p>Having an even number of taps it shifts by half a pixel, as resampling by 2 does.
 */
public final class Fir {
    private static final double[] TAPS = {1, 3, 3, 1};

    private Fir() {}

    /**
     * Filters at the same resolution.
     *
     * @param x [N, C, H, W]
     * @param bias [C] added after the filter in the same pass, or null for none
     * @param padding rows and columns of zeros on each side
     * @return [N, C, H + 2 padding − 3, W + 2 padding − 3]
     */
    public static Tensor filter(Tensor x, @Nullable Tensor bias, int padding) {
        return Convolutions.depthwise(x, Constants.smoothing(TAPS, x), bias, padding);
    }

    /**
     * Upsampling ×2 that keeps the mean: zeros between the pixels, then the filter times 4.
     *
     * @param x [N, C, H, W]
     * @return [N, C, 2H, 2W]
     */
    public static Tensor up(Tensor x) {
        return Convolutions.depthwiseUp(x, Ops.mul(Constants.smoothing(TAPS, x), 4));
    }

    /**
     * The filter, then every second pixel.
     *
     * @param x [N, C, 2H, 2W]
     * @return [N, C, H, W]
     */
    public static Tensor down(Tensor x) {
        return Convolutions.depthwiseDown(x, Constants.smoothing(TAPS, x));
    }
}

package galatea.nn;

import galatea.torch.Constants;
import galatea.torch.Convolutions;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The low-pass filter beside every resampling: [1, 2, 1] ⊗ [1, 2, 1] / 16 per channel, zero padding
 * (so borders darken: edges to 3/4, corners to 9/16).
 */
public final class Blur {
    private static final double[] TAPS = {1, 2, 1};

    private Blur() {}

    /**
     * Blurs each channel.
     *
     * @param x [N, C, H, W]
     * @param bias [C] added after the filter in the same pass, or null for none
     * @return [N, C, H, W]
     */
    public static Tensor apply(Tensor x, @Nullable Tensor bias) {
        return Convolutions.depthwise(x, Constants.smoothing(TAPS, x), bias, 1);
    }
}

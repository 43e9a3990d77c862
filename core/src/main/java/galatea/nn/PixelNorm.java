package galatea.nn;

import galatea.torch.Ops;
import org.bytedeco.pytorch.Tensor;

/** Scales each feature vector to unit mean square: x / √(mean over channels of x² + 1e-8). */
public final class PixelNorm {
    private PixelNorm() {}

    /** x [N, C] or [N, C, H, W] → the same shape. */
    public static Tensor apply(Tensor x) {
        return x.mul(Ops.add(Ops.mean(x.square(), 1), 1e-8).rsqrt());
    }
}

package galatea.model.style2;

import galatea.torch.Ops;
import org.bytedeco.pytorch.Tensor;

/** The bound of features, which keeps half precision in range in training. */
final class Bounds {
    private Bounds() {}

    /**
     * Values in [−clamp, clamp]; a clamp of 0 is none. Overwrites {@code x} where no gradient asks
     * for it.
     */
    static Tensor apply(Tensor x, double clamp) {
        if (clamp == 0) {
            return x;
        }
        return x.requires_grad() ? Ops.clamp(x, -clamp, clamp) : Ops.clampInPlace(x, -clamp, clamp);
    }
}

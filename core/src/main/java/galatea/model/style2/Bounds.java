package galatea.model.style2;

import galatea.torch.Ops;
import org.bytedeco.pytorch.Tensor;

/** The bound of features, which keeps half precision in range in training. */
final class Bounds {
    private Bounds() {}

    /** Values in [−clamp, clamp]; a clamp of 0 is none. */
    static Tensor apply(Tensor x, double clamp) {
        return clamp == 0 ? x : Ops.clamp(x, -clamp, clamp);
    }
}

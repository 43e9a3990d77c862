package galatea.project;

import galatea.torch.DType;
import galatea.torch.Ops;
import org.bytedeco.pytorch.Tensor;

/** Keeps noise maps noise (Karras et al. 2020, arXiv 1912.04958, appendix D). */
final class NoiseRegularizer {
    private static final long SMALLEST = 8; // pixels per side of a pyramid's last level

    private NoiseRegularizer() {}

    /**
     * Σ over a pyramid of the squared means of products of horizontal and of vertical neighbours:
     * near 0 for white noise.
     *
     * <p>A level is the one before it, halved by the mean of 2×2 pixels and doubled so that white
     * noise keeps its variance. Maps below 8×8 are too small to have structure: 0.
     *
     * @param noise [1, 1, R, R]
     */
    static Tensor of(Tensor noise) {
        Tensor sum = Ops.zeros(DType.FLOAT32);
        Tensor level = noise;
        for (long side = noise.size(2); side >= SMALLEST; side /= 2) {
            sum = sum.add(correlation(level));
            level = Ops.mul(Ops.averagePool2(level), 2); // [1, 1, side / 2, side / 2]
        }
        return sum;
    }

    private static Tensor correlation(Tensor x) {
        Tensor vertical = x.mul(x.roll(new long[] {1}, 2)).mean().square();
        Tensor horizontal = x.mul(x.roll(new long[] {1}, 3)).mean().square();
        return vertical.add(horizontal);
    }

    /** Mean 0, variance 1, in place. */
    static void normalize(Tensor noise) {
        noise.sub_(noise.mean());
        noise.div_(Ops.add(noise.square().mean(), 1e-12).sqrt());
    }
}

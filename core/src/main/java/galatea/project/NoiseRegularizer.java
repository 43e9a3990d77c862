package galatea.project;

import galatea.torch.Ops;
import org.bytedeco.pytorch.Tensor;

/** Keeps noise maps noise (Karras et al. 2020, arXiv 1912.04958, appendix D). */
final class NoiseRegularizer {
    private static final long SMALLEST = 8; // pixels per side of a pyramid's last level

    private NoiseRegularizer() {}

    /**
     * Σ over a pyramid of the squared means of products of horizontal and of vertical neighbours:
     * 0 for white noise.
     *
     * @param noise [1, 1, R, R]
     */
    static Tensor of(Tensor noise) {
        Tensor level = noise;
        Tensor sum = correlation(level);
        while (level.size(2) > SMALLEST) {
            level = Ops.mul(Ops.averagePool2(level), 2); // keeps the variance of white noise
            sum = sum.add(correlation(level));
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

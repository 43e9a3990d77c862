package galatea.train;

import galatea.model.Discriminator;
import galatea.torch.Ops;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Gradient penalties that keep the discriminator smooth; γ and λ are applied by the caller. */
final class Penalty {
    private Penalty() {}

    /**
     * R1 (Mescheder et al. 2018) on real images, R2 on fakes: ½ · mean over images of ‖∇ₓ D(x)‖².
     *
     * @param scores raw scores [N], not a loss of them
     * @param images [N, C, H, W], requiring a gradient
     */
    static Tensor zeroCentred(Tensor scores, Tensor images) {
        Tensor gradient = Ops.gradient(scores, images);
        return Ops.mul(Ops.sum(gradient.square(), 1, 2, 3).mean(), 0.5);
    }

    /**
     * WGAN-GP (Gulrajani et al. 2017): mean of (‖∇D(x̂)‖ − 1)² at random points between real and
     * fake images.
     */
    static Tensor oneCentred(
            Discriminator discriminator,
            Tensor real,
            Tensor fake,
            @Nullable Tensor labels,
            double lod) {
        Tensor t = Ops.rand(discriminator.parameters().dtype(), real.size(0), 1, 1, 1);
        Tensor between = Ops.addcmul(real, fake.sub(real), t).detach().requires_grad_(true);
        Tensor scores = discriminator.forward(between, labels, lod);
        Tensor gradient = Ops.gradient(scores, between);
        Tensor norm = Ops.add(Ops.sum(gradient.square(), 1, 2, 3), 1e-12).sqrt();
        return Ops.add(norm, -1).square().mean();
    }
}

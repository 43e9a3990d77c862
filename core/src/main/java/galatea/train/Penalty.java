package galatea.train;

import galatea.model.Discriminator;
import galatea.torch.Ops;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Gradient penalties that keep the discriminator smooth; the caller applies their weights. */
final class Penalty {
    private Penalty() {}

    /**
     * R1 on real images, R2 on fakes (Mescheder et al. 2018): ½ · mean over images of ‖∇ₓ D(x)‖².
     *
     * @param gradient of the summed raw scores, not of a loss of them: [N, C, H, W]
     */
    static Tensor zeroCentred(Tensor gradient) {
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
        Tensor between = Ops.addcmul(real, fake.sub(real), t);
        Tensor gradient = discriminator.scoreWithGradient(between, labels, lod, 1).gradient();
        Tensor norm = Ops.add(Ops.sum(gradient.square(), 1, 2, 3), 1e-12).sqrt();
        return Ops.add(norm, -1).square().mean();
    }
}

package galatea.testing;

import galatea.segment.FeatureEncoder;
import galatea.torch.Ops;
import org.bytedeco.pytorch.Tensor;

/**
 * Eight features of RGB pictures: the mean of each channel, the standard deviation of each, the
 * mean difference of neighbours across and down.
 */
public final class SimpleFeatures implements FeatureEncoder {
    /** Number of features. */
    public static final int SIZE = 8;

    /** The only one. */
    public SimpleFeatures() {}

    @Override
    public Tensor features(Tensor images) {
        long side = images.size(2);
        Tensor mean = Ops.mean(images, 2, 3); // [N, 3, 1, 1]
        Tensor variance = Ops.mean(images.sub(mean).square(), 2, 3);
        Tensor across = images.narrow(3, 1, side - 1).sub(images.narrow(3, 0, side - 1));
        Tensor down = images.narrow(2, 1, side - 1).sub(images.narrow(2, 0, side - 1));
        return Ops.cat(
                        1,
                        mean,
                        Ops.add(variance, 1e-6).sqrt(),
                        Ops.mean(across.abs(), 1, 2, 3), // [N, 1, 1, 1]
                        Ops.mean(down.abs(), 1, 2, 3))
                .flatten(1, -1); // [N, 8]
    }

    @Override
    public String identity() {
        return "simple";
    }
}

package galatea.project;

import galatea.segment.PerceptualFeatures;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * How far pictures are from the one that is looked for: squared differences of pixels over all
 * scales, and distances of features.
 */
final class PictureDistance implements AutoCloseable {
    private static final long COARSEST = 8; // pixels per side

    private final ProjectionOptions options;
    private final @Nullable PerceptualFeatures features;
    private final Tensor target; // [1, C, R, R]
    private final List<Tensor> wanted = new ArrayList<>(); // features of the target

    /**
     * Made outside any scope.
     *
     * @param levels [channels, side, side] of the target
     * @param features without which only pixels count
     */
    PictureDistance(
            float[] levels,
            int channels,
            int side,
            @Nullable PerceptualFeatures features,
            ProjectionOptions options) {
        this.options = options;
        this.features = features;
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            target = scope.keep(Ops.of(levels, 1, channels, side, side));
            if (features != null) {
                features.features(target).forEach(layer -> wanted.add(scope.keep(layer)));
            }
        }
    }

    /**
     * The distance of one picture; gradients flow.
     *
     * @param image [1, C, R, R]
     */
    Tensor of(Tensor image) {
        if (features == null) {
            return pixels(image);
        }
        Tensor seen =
                Ops.mul(
                        PerceptualFeatures.distance(features.features(image), wanted),
                        options.perceptualWeight());
        return options.pixelWeight() == 0
                ? seen
                : Ops.addScaled(seen, pixels(image), options.pixelWeight());
    }

    /** Mean squared difference, averaged over the scales. */
    private Tensor pixels(Tensor image) {
        Tensor difference = image.sub(target);
        Tensor sum = difference.square().mean();
        if (!Boolean.getBoolean("galatea.multi")) return sum;
        int scales = 1;
        while (difference.size(2) > COARSEST) {
            difference = Ops.averagePool2(difference);
            sum = sum.add(difference.square().mean());
            scales++;
        }
        return Ops.mul(sum, 1.0 / scales);
    }

    /** Mean squared difference of each of some pictures [N, C, R, R]: [N]. */
    Tensor each(Tensor images) {
        return images.sub(target).square().mean(1, 2, 3);
    }

    @Override
    public void close() {
        target.close();
        wanted.forEach(Tensor::close);
    }
}

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
 * How far a picture is from the one that is looked for: the mean squared difference of levels, and
 * with a feature network the distance of features added to it.
 */
final class PictureDistance implements AutoCloseable {
    private final @Nullable PerceptualFeatures features;
    private final Tensor target; // [1, C, R, R]
    private final List<Tensor> wanted = new ArrayList<>(); // features of the target

    /**
     * Made outside any scope.
     *
     * @param levels [channels, side, side] of the target
     * @param features without which only pixels count
     */
    PictureDistance(float[] levels, int channels, int side, @Nullable PerceptualFeatures features) {
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
     * The distance of a picture; gradients flow.
     *
     * @param image [1, C, R, R]
     * @return a single number, in the caller's scope
     */
    Tensor of(Tensor image) {
        Tensor pixels = image.sub(target).square().mean();
        return features == null
                ? pixels
                : pixels.add(PerceptualFeatures.distance(features.features(image), wanted));
    }

    /** What the distance of a picture [1, C, R, R] is made of. */
    Distances parts(Tensor image) {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            double pixels = Ops.item(image.sub(target).square().mean());
            Double seen =
                    features == null
                            ? null
                            : Ops.item(
                                    PerceptualFeatures.distance(features.features(image), wanted));
            return new Distances(pixels, seen);
        }
    }

    @Override
    public void close() {
        target.close();
        wanted.forEach(Tensor::close);
    }
}

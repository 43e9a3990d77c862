package galatea.segment;

import galatea.data.LabelClasses;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * A U-Net as a segmenter: fast, small, differentiable, and an encoder of features besides.
 *
 * <p>It looks at pictures of 1, 3 or 4 channels (gray is repeated, transparency laid over white)
 * whose sides are multiples of {@link UNetConfig#multiple}. It works best at the resolution it was
 * trained at.
 */
public final class UNetSegmenter implements DifferentiableSegmenter, FeatureEncoder {
    private final UNet network;
    private final LabelClasses classes;
    private final String identity;

    /**
     * A segmenter that closes its network.
     *
     * @param classes as many as the network has
     */
    UNetSegmenter(UNet network, LabelClasses classes) {
        if (classes.size() != network.config().classes()) {
            throw new IllegalArgumentException(
                    "classes must be as many as the network has, %d: %d"
                            .formatted(network.config().classes(), classes.size()));
        }
        this.network = network;
        this.classes = classes;
        this.identity = "unet:" + Digest.of(network, classes);
    }

    /** What the network is built from. */
    public UNetConfig config() {
        return network.config();
    }

    /** Number of weights. */
    public long parameterCount() {
        return network.parameters().count();
    }

    /** Their values. */
    UNet network() {
        return network;
    }

    @Override
    public LabelClasses classes() {
        return classes;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public Tensor probabilities(Tensor images) {
        return Scope.resultOf(() -> Ops.softmax(logits(images))); // [N, classes, R, R]
    }

    /**
     * What the network sees in whole pictures: the means of its coarsest features, for distances
     * between sets of pictures. Differentiable by the pictures.
     *
     * @param images [N, C, R, R], nominally in [−1, 1]
     * @return [N, {@link UNetConfig#features()}]
     */
    @Override
    public Tensor features(Tensor images) {
        return Scope.resultOf(() -> network.features(seen(images)));
    }

    /**
     * What the network sees at each resolution, the pictures' own first. Differentiable by the
     * pictures.
     *
     * @param images [N, C, R, R], nominally in [−1, 1]
     * @return [N, width, R / 2ˡ, R / 2ˡ] for each level l
     */
    List<Tensor> levels(Tensor images) {
        return network.levels(seen(images));
    }

    @Override
    public byte[] labels(Tensor images) {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            return Ops.bytes(Ops.argmax(logits(images))); // [N, R, R]
        }
    }

    private Tensor logits(Tensor images) {
        return network.logits(seen(images), false);
    }

    private Tensor seen(Tensor images) {
        return PictureChannels.convert(images, network.config().channels());
    }

    @Override
    public void close() {
        network.close();
    }
}

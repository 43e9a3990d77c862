package galatea.model;

import galatea.torch.Ops;
import galatea.torch.Parameters;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A network that scores pictures: high for real. */
public interface Discriminator extends AutoCloseable {
    /** What the network was built from. */
    NetworkConfig config();

    /** Its tensors. */
    Parameters parameters();

    /**
     * Scores one or more batches in one pass; statistics over a batch never mix two of them.
     *
     * @param images [parts · N, C, R', R'] in [−1, 1] at the resolution of {@code lod}
     * @param labels one-hot [parts · N, labelSize], or null for an unconditional network
     * @param lod level of detail: 0 is full resolution
     * @param parts number of batches joined in {@code images}, such as 2 for real and fake
     * @return [parts · N]
     */
    Tensor forward(Tensor images, @Nullable Tensor labels, double lod, int parts);

    /** Scores one batch: see {@link #forward(Tensor, Tensor, double, int)}. */
    default Tensor forward(Tensor images, @Nullable Tensor labels, double lod) {
        return forward(images, labels, lod, 1);
    }

    /**
     * Scores as {@link #forward(Tensor, Tensor, double, int)} does, and the gradient of the summed
     * scores of the first images with respect to these images, ready to be differentiated again:
     * what a gradient penalty needs.
     */
    default Scored scoreWithGradient(
            Tensor images, @Nullable Tensor labels, double lod, int parts) {
        long count = images.size(0) / parts;
        Tensor first = images.narrow(0, 0, count).detach().requires_grad_(true);
        Tensor rest = images.narrow(0, count, images.size(0) - count);
        Tensor scores = forward(Ops.cat(0, first, rest), labels, lod, parts);
        return new Scored(scores, Ops.gradient(scores.narrow(0, 0, count), first));
    }

    /**
     * Scores with the gradient of the images.
     *
     * @param scores [parts · N]
     * @param gradient of the first batch: [N, C, R', R']
     */
    record Scored(Tensor scores, Tensor gradient) {}

    @Override
    default void close() {
        parameters().close();
    }
}

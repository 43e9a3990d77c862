package galatea.segment;

import galatea.torch.Ops;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/** Cross entropy per pixel, the classes weighted. */
final class PixelLoss {
    private static final double SMALLEST = 1e-12; // for batches in which no pixel counts

    private PixelLoss() {}

    /**
     * − Σ w(class) · log p(class) / Σ w(class), over all pixels.
     *
     * @param logits [N, classes, H, W]
     * @param targets [N, 1, H, W], classes
     * @param weights [classes]; 0 for classes that do not count
     * @return a single number, in nats per pixel; 0 if no pixel counts
     */
    static Tensor of(Tensor logits, Tensor targets, Tensor weights) {
        Tensor likelihood = Ops.logSoftmax(logits).gather(1, targets); // [N, 1, H, W]
        Tensor weight = weights.index_select(0, targets.flatten()).view(targets.shape());
        Tensor total = Ops.add(weight.sum(), SMALLEST);
        return Ops.mul(likelihood.mul(weight).sum().div(total), -1);
    }

    /**
     * Weights of classes: the square root of one over their frequency, 1 on average over the
     * pixels; or all alike.
     *
     * @param counts pixels per class
     * @param ignored a class that gets the weight 0, or -1
     */
    static float[] weights(long[] counts, int ignored, boolean balanced) {
        long rarest = Arrays.stream(counts).filter(n -> n > 0).min().orElse(1); // for those not met
        float[] weights = new float[counts.length];
        double total = 0;
        double weighted = 0;
        for (int i = 0; i < counts.length; i++) {
            if (i != ignored) {
                double weight = balanced ? 1 / Math.sqrt((double) Math.max(rarest, counts[i])) : 1;
                weights[i] = (float) weight;
                total += counts[i];
                weighted += weight * counts[i];
            }
        }
        if (total == 0) {
            throw new IllegalArgumentException(
                    "label maps must have labelled pixels: " + Arrays.toString(counts));
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (weights[i] * total / weighted);
        }
        return weights;
    }
}

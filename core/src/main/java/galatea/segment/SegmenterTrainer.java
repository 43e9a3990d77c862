package galatea.segment;

import galatea.data.LabelClasses;
import galatea.torch.DType;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import galatea.train.Adam;
import galatea.train.Seeds;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;

/**
 * A U-Net in training, and the rule that takes it one step further. The randomness of a step
 * follows from the seed and the number of the step.
 */
final class SegmenterTrainer implements AutoCloseable {
    private final SegmenterConfig config;
    private final UNet network;
    private final Adam adam;
    private final float[] weights;
    private int step;

    /**
     * A new network. Not inside a scope.
     *
     * @param weights of the classes in the loss; 0 for those that do not count
     */
    SegmenterTrainer(SegmenterConfig config, float[] weights) {
        this.config = config;
        this.weights = weights.clone();
        UNetConfig shape = new UNetConfig(3, weights.length, config.width(), config.depth());
        network = new UNet(shape, DType.FLOAT32, config.seed());
        adam = new Adam(network.parameters(), 0.9, 0.999, 1e-8);
    }

    /** Steps taken. */
    int step() {
        return step;
    }

    /**
     * Takes one step.
     *
     * @return the loss before it, in nats per pixel; if it is not finite, nothing was changed
     */
    double step(LabelledBatch batch) {
        Engine.seed(Seeds.mix(config.seed(), step));
        RandomGenerator random = new SplittableRandom(Seeds.mix(config.seed() + 1, step));
        Parameters parameters = network.parameters();
        try (Scope scope = new Scope()) {
            Disturbance.Disturbed seen = Disturbance.apply(batch.images(), batch.targets(), random);
            parameters.zeroGradient();
            Tensor logits = network.logits(seen.images(), true); // [N, classes, R, R]
            Tensor loss = PixelLoss.of(logits, seen.targets(), Ops.of(weights, weights.length));
            double value = Ops.item(loss);
            if (Double.isFinite(value)) {
                loss.backward();
                adam.step(config.learningRateAt(step));
            }
            step++;
            return value;
        }
    }

    /** The network as a segmenter of its own, in the same numbers; the caller closes it. */
    UNetSegmenter segmenter(LabelClasses classes) {
        UNet copy = new UNet(network.config(), DType.FLOAT32, 0);
        copy.parameters().copyFrom(network.parameters());
        copy.parameters().requireGradient(false);
        return new UNetSegmenter(copy, classes);
    }

    @Override
    public void close() {
        adam.close();
        network.close();
    }
}

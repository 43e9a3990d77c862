package galatea.segment;

import galatea.data.LabelClasses;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * One class: the pixels that have at least some value in one channel; all others are unlabelled.
 *
 * @param name of the class
 * @param channel 0…3
 * @param least in [−1, 1]
 */
public record ThresholdSegmenter(String name, int channel, double least) implements Segmenter {
    private static final int WHITE = 0xffffff;

    /** Checks the ranges. */
    public ThresholdSegmenter {
        if (channel < 0 || channel > 3) {
            throw new IllegalArgumentException("channel must be in [0, 3]: " + channel);
        }
        if (!(least >= -1 && least <= 1)) {
            throw new IllegalArgumentException("least must be in [-1, 1]: " + least);
        }
    }

    @Override
    public LabelClasses classes() {
        List<String> names = List.of(ColourSegmenter.UNLABELLED, name);
        return new LabelClasses(names, List.of(0, WHITE), 0);
    }

    @Override
    public String identity() {
        return toString();
    }

    @Override
    public byte[] labels(Tensor images) {
        if (channel >= images.size(1)) {
            throw new IllegalArgumentException(
                    "channel must be one of the pictures' %d: %d"
                            .formatted(images.size(1), channel));
        }
        try (Scope scope = new Scope()) {
            float[] values = Ops.floats(images.narrow(1, channel, 1)); // [N, 1, R, R]
            byte[] labels = new byte[values.length];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = (byte) (values[i] >= least ? 1 : 0);
            }
            return labels;
        }
    }
}

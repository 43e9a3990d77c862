package galatea.testing;

import galatea.data.LabelClasses;
import galatea.segment.DifferentiableSegmenter;
import galatea.torch.Ops;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Sees the things of a {@link PlantedGenerator}: class 1 (A) where red ≥ 1, 2 (B) green ≥ ½. */
public final class PlantedSegmenter implements DifferentiableSegmenter {
    /** Pictures it was shown so far. */
    private int seen;

    @Override
    public LabelClasses classes() {
        return new LabelClasses(List.of("none", "A", "B"), List.of(0, 0xff0000, 0x00ff00), 0);
    }

    @Override
    public String identity() {
        return "planted";
    }

    /** How many pictures it has labelled. */
    public int seen() {
        return seen;
    }

    @Override
    public byte[] labels(Tensor images) {
        float[] values = Ops.floats(images);
        int n = (int) images.size(0);
        seen += n;
        int pixels = (int) (images.size(2) * images.size(3));
        byte[] labels = new byte[n * pixels];
        for (int i = 0; i < n; i++) {
            for (int p = 0; p < pixels; p++) {
                float red = values[i * 3 * pixels + p];
                float green = values[(i * 3 + 1) * pixels + p];
                labels[i * pixels + p] = (byte) (red >= 1 ? 1 : green >= 0.5 ? 2 : 0);
            }
        }
        return labels;
    }

    @Override
    public Tensor probabilities(Tensor images) {
        Tensor a = Ops.mul(Ops.add(images.narrow(1, 0, 1), -1), 12).sigmoid(); // [N, 1, R, R]
        Tensor b = Ops.mul(Ops.add(images.narrow(1, 1, 1), -0.5), 12).sigmoid();
        return Ops.cat(1, Ops.mul(a, 0), a, b);
    }
}

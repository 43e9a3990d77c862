package galatea.segment;

import galatea.data.LabelClasses;
import galatea.torch.DType;
import galatea.torch.Ops;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Small segmenters, pictures and files. */
final class TinySegmenters {
    static final LabelClasses CLASSES =
            new LabelClasses(List.of("none", "sky", "tree"), List.of(0, 255, 0x00ff00), 0);

    private TinySegmenters() {}

    /** Pictures of values in [−1, 1) that follow from their places. */
    static Tensor pictures(DType dtype, int count, int channels, int side) {
        double[] values = new double[count * channels * side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 37 % 101 + i * 11 % 31) / 66.0 - 1;
        }
        return Ops.of(dtype, values, count, channels, side, side);
    }

    static UNetSegmenter unet(long seed) {
        UNet network = new UNet(new UNetConfig(3, 3, 4, 2), DType.FLOAT32, seed);
        network.parameters().requireGradient(false);
        return new UNetSegmenter(network, CLASSES);
    }
}

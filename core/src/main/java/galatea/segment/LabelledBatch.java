package galatea.segment;

import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.RawData;
import org.bytedeco.pytorch.Tensor;

/**
 * Pictures with the class of every pixel.
 *
 * @param size number of pictures N
 * @param pixels [N, channels, R, R], unsigned bytes
 * @param labels [N, R, R], unsigned bytes
 */
record LabelledBatch(int size, int channels, int resolution, byte[] pixels, byte[] labels) {

    /** The pictures in [−1, 1]: [N, channels, R, R]. */
    Tensor images() {
        Tensor x = RawData.numbers(pixels, DType.FLOAT32, size, channels, resolution, resolution);
        return Ops.channelsLast(Ops.add(Ops.mul(x, 1 / 127.5), -1));
    }

    /** The classes: [N, 1, R, R] of whole numbers. */
    Tensor targets() {
        return RawData.indices(labels, size, 1, resolution, resolution);
    }
}

package galatea.train;

import galatea.data.Batch;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.RawData;
import org.bytedeco.pytorch.Tensor;

/** Real pictures as a discriminator gets them. */
public final class RealImages {
    private RealImages() {}

    /**
     * Bytes to [−1, 1] at the current resolution, faded as the generator's pictures are.
     *
     * @param lod level of detail: 0 is full resolution
     * @return [N, C, R / 2^⌊lod⌋, R / 2^⌊lod⌋]
     */
    public static Tensor of(Batch reals, double lod) {
        int side = reals.resolution();
        Tensor x =
                RawData.numbers(
                        reals.pixels(), DType.FLOAT32, reals.size(), reals.channels(), side, side);
        x = Ops.channelsLast(Ops.add(Ops.mul(x, 1 / 127.5), -1));
        for (int level = 0; level < (int) lod; level++) {
            x = Ops.averagePool2(x);
        }
        double t = lod - (int) lod;
        return t == 0 ? x : Ops.lerp(x, Ops.upsampleNearest(Ops.averagePool2(x), 2), t);
    }
}

package galatea.nn;

import galatea.torch.Ops;
import org.bytedeco.pytorch.Tensor;

/**
 * Minibatch standard deviation (Karras et al. 2017, section 3): one extra channel that tells how
 * much the images of a group differ, so that the discriminator sees a lack of variety.
 *
 * <p>A batch of N images has M = N / G groups of G = min(group, N); image n is in group n mod M.
 */
public final class MinibatchStdDev {
    private MinibatchStdDev() {}

    /**
     * Appends the channel.
     *
     * @param x [parts · N, C, H, W]: one or more batches that do not see each other
     * @param parts number of batches
     * @param group images per group, or 0 for the whole batch
     * @return [parts · N, C + 1, H, W]
     */
    public static Tensor append(Tensor x, int parts, int group) {
        long n = x.size(0) / parts;
        long c = x.size(1);
        long h = x.size(2);
        long w = x.size(3);
        long g = group == 0 ? n : Math.min(group, n);
        if (x.size(0) % parts != 0 || n % g != 0) {
            throw new IllegalArgumentException(
                    "batch must be a multiple of the deviation group %d: %d".formatted(g, n));
        }
        Tensor y = x.reshape(parts, g, n / g, c, h, w);
        y = y.sub(Ops.mean(y, 1));
        y = Ops.add(Ops.mean(y.square(), 1), 1e-8).sqrt(); // [parts, 1, M, C, H, W]
        y = Ops.mean(y, 3, 4, 5); // [parts, 1, M, 1, 1, 1]
        y = y.expand(parts, g, n / g, 1, h, w).reshape(x.size(0), 1, h, w);
        return Ops.channelsLast(Ops.cat(1, x, y));
    }
}

package galatea.segment.onnx;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/** Refuses to compute values too large for any picture before memory is taken for them. */
final class Sizes {
    private static final long MOST = 1L << 28; // numbers: a gibibyte of singles

    private Sizes() {}

    /** Requires that a value may have such a shape; gives nothing back. */
    static void require(long... shape) {
        double count = 1;
        for (long size : shape) {
            count *= Math.max(0, size);
        }
        if (count > MOST) {
            throw new IllegalArgumentException(
                    "values must have at most %d numbers: %s"
                            .formatted(MOST, Arrays.toString(shape)));
        }
    }

    /** Requires that two values may be combined number by number, the smaller one repeated. */
    static void requireTogether(Tensor a, Tensor b) {
        long[] x = a.shape();
        long[] y = b.shape();
        long[] joint = new long[Math.max(x.length, y.length)];
        for (int i = 1; i <= joint.length; i++) {
            long left = i > x.length ? 1 : x[x.length - i];
            long right = i > y.length ? 1 : y[y.length - i];
            joint[joint.length - i] = Math.max(left, right);
        }
        require(joint);
    }

    /** Requires that the product of two matrices may be computed. */
    static void requireProduct(Tensor a, Tensor b) {
        long inner = a.dim() == 0 ? 1 : Math.max(1, a.size(-1));
        require(a.numel() / inner, b.numel() / inner);
    }

    /**
     * Requires that pictures may be surrounded.
     *
     * @param x [N, C, H, W]
     * @param border top, left, bottom, right
     */
    static void requireSurrounded(Tensor x, long[] border) {
        double height = (double) x.size(2) + border[0] + border[2];
        double width = (double) x.size(3) + border[1] + border[3];
        require(x.size(0), x.size(1), (long) height, (long) width);
    }
}

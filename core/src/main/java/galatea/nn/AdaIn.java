package galatea.nn;

import galatea.torch.Ops;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * Adaptive instance normalisation (equation 1 of arXiv 1812.04948): each channel of each image is
 * normalised over its pixels, then scaled and shifted by the style.
 *
 * <p>y = (x − μ(x)) / √(σ²(x) + ε) · scale + shift, with the biased variance.
 */
public final class AdaIn {
    /** From this many values per image the engine's fused kernel wins over plain operations. */
    private static final long FUSED_FROM = 16384;

    /**
     * From this many pixels it adds up rounding errors beyond 1e-5: 7e-5 at 512×512, 5e-4 at
     * 1024×1024.
     */
    private static final long INEXACT_FROM = 256 * 256;

    private AdaIn() {}

    /**
     * Normalises and styles.
     *
     * @param x [N, C, H, W], channels-last
     * @param scale [N, C]
     * @param shift [N, C]
     * @param epsilon added to the variance: 1e-8
     * @return [N, C, H, W]
     */
    public static Tensor apply(Tensor x, Tensor scale, Tensor shift, double epsilon) {
        long pixels = x.size(2) * x.size(3);
        boolean fused = pixels < INEXACT_FROM && x.size(1) * pixels >= FUSED_FROM;
        return fused ? perImage(x, scale, shift, epsilon) : wholeBatch(x, scale, shift, epsilon);
    }

    /** One fused batch normalisation per image: few passes over memory, forward and backward. */
    private static Tensor perImage(Tensor x, Tensor scale, Tensor shift, double epsilon) {
        TensorVector images = x.split(1, 0);
        TensorVector scales = scale.unbind(0);
        TensorVector shifts = shift.unbind(0);
        Tensor[] styled = new Tensor[Math.toIntExact(images.size())];
        for (int n = 0; n < styled.length; n++) {
            styled[n] = Ops.normalize(images.get(n), scales.get(n), shifts.get(n), epsilon);
        }
        return Ops.cat(0, styled);
    }

    /** Plain operations on [N, HW, C]: fewer calls, more passes. */
    private static Tensor wholeBatch(Tensor x, Tensor scale, Tensor shift, double epsilon) {
        long n = x.size(0);
        long c = x.size(1);
        long h = x.size(2);
        long w = x.size(3);
        Tensor pixels = x.permute(0, 2, 3, 1).reshape(n, h * w, c);
        Tensor centred = pixels.sub(Ops.mean(pixels, 1)); // [N, HW, C]
        Tensor variance = Ops.mean(centred.square(), 1); // [N, 1, C]
        Tensor factor = Ops.add(variance, epsilon).rsqrt().mul(scale.view(n, 1, c));
        return Ops.addcmul(shift.view(n, 1, c), centred, factor)
                .view(n, h, w, c)
                .permute(0, 3, 1, 2);
    }
}

package galatea.model.style;

import galatea.model.Layer;
import galatea.model.Noise;
import galatea.nn.AdaIn;
import galatea.nn.EqualizedLinear;
import galatea.nn.PixelNorm;
import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What follows every convolution of the synthesis network (figure 1b): noise, bias, leaky ReLU,
 * normalisation, style.
 *
 * <p>The bias is handed to the convolution before ({@link #bias}), where it costs nothing; sums
 * commute.
 */
final class StyleLayer {
    private final Layer layer;
    private final StyleConfig config;
    private final @Nullable Parameter noiseWeight; // [C]
    private final @Nullable Parameter storedNoise; // [1, 1, R, R]
    private final Parameter bias; // [C]
    private final @Nullable EqualizedLinear style; // A in the paper: w → (scale, shift)

    StyleLayer(Parameters parameters, StyleConfig config, Layer layer) {
        this.layer = layer;
        this.config = config;
        String name = layer.name();
        int c = layer.channels();
        int r = layer.resolution();
        boolean noise = config.switches().noise();
        noiseWeight = noise ? parameters.parameter(name + "/Noise/weight", Init.ZEROS, c) : null;
        storedNoise =
                noise
                        ? parameters.buffer("noise" + layer.index(), Init.normal(1), 1, 1, r, r)
                        : null;
        bias = parameters.parameter(name + "/bias", Init.ZEROS, c);
        style =
                config.switches().styles()
                        ? new EqualizedLinear(
                                parameters, name + "/StyleMod", config.wSize(), 2 * c, 1, 1)
                        : null;
    }

    Layer layer() {
        return layer;
    }

    Tensor bias() {
        return bias.tensor();
    }

    /** The noise kept with the network: [1, 1, R, R], or null if it has none. */
    @Nullable Tensor storedNoise() {
        return storedNoise == null ? null : storedNoise.tensor();
    }

    /**
     * The weight of the style: [2 C, wSize].
     *
     * @throws IllegalArgumentException without styles
     */
    Tensor styleWeight() {
        if (style == null) {
            throw new IllegalArgumentException(
                    "network must have styles in layer %s: none".formatted(layer.name()));
        }
        return style.scaledWeight();
    }

    /**
     * Overwrites {@code x}.
     *
     * @param x [N, C, H, W], bias added, fresh from the convolution
     * @param w [N, wSize]
     */
    Tensor forward(Tensor x, Tensor w, Noise noise) {
        Tensor y = Ops.leakyReluInPlace(addNoise(x, noise));
        if (config.switches().pixelNorm()) {
            y = PixelNorm.apply(y);
        }
        return style == null ? y : styled(y, style.forward(w));
    }

    /**
     * Folds a pull towards a value into the style: features are x̂ (1 + s) + t with s and t linear
     * in w, so s ← (1 − α) s − α and t ← (1 − α) t + α v.
     *
     * @throws IllegalArgumentException without styles, where nothing linear is last
     */
    void fold(int unit, double alpha, double value) {
        if (style == null) {
            throw new IllegalArgumentException(
                    "network must have styles to fold an edit of layer %s into it: none"
                            .formatted(layer.name()));
        }
        style.mapOutput(unit, 1 - alpha, -alpha);
        style.mapOutput(layer.channels() + unit, 1 - alpha, alpha * value);
    }

    private Tensor addNoise(Tensor x, Noise noise) {
        if (noiseWeight == null) {
            return x;
        }
        Tensor drawn = noise.of(layer.index(), x.size(0), layer.resolution());
        long c = layer.channels();
        return drawn == null
                ? x
                : x.addcmul_(drawn, noiseWeight.tensor().view(1, c, 1, 1)); // [N, C, H, W]
    }

    private Tensor styled(Tensor x, Tensor style) {
        long c = layer.channels();
        Tensor scale = Ops.add(style.narrow(1, 0, c), 1); // [N, C]
        Tensor shift = style.narrow(1, c, c); // [N, C]
        if (config.switches().instanceNorm()) {
            return AdaIn.apply(x, scale, shift, config.normEpsilon());
        }
        return Ops.addcmul(shift.view(-1, c, 1, 1), x, scale.view(-1, c, 1, 1));
    }
}

package galatea.model.style2;

import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.nn.EqualizedLinear;
import galatea.torch.Parameters;
import org.bytedeco.pytorch.Tensor;

/**
 * The style of one convolution: a factor per input channel, linear in w. All of them together are
 * the style space (arXiv 2011.12799), a place of its own for taps: [N, C, 1, 1].
 */
final class StyleVector {
    private final Layer layer;
    private final EqualizedLinear affine; // A in the paper: w → s

    StyleVector(Parameters parameters, Style2Config config, Layer layer) {
        this.layer = layer;
        String name = layer.name().replaceFirst(Layer.STYLE_SUFFIX + "$", "/StyleMod");
        affine = EqualizedLinear.aroundOne(parameters, name, config.wSize(), layer.channels());
    }

    Layer layer() {
        return layer;
    }

    /** w [N, wSize] → s [N, C]. */
    Tensor forward(Tensor w, LayerTap tap) {
        long n = w.size(0);
        long c = layer.channels();
        return tap.apply(layer, affine.forward(w).view(n, c, 1, 1)).reshape(n, c);
    }

    /** w → s without its bias: [C, wSize]. */
    Tensor weight() {
        return affine.scaledWeight();
    }

    /** Folds a pull of a factor towards a value, exactly: s is linear in w. */
    void fold(int unit, double alpha, double value) {
        affine.mapOutput(unit, 1 - alpha, alpha * value);
    }
}

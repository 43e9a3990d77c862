package galatea.model.style2;

import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.nn.ModulatedConv2d;
import galatea.torch.Init;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import org.bytedeco.pytorch.Tensor;

/** What one resolution adds to the picture: a modulated 1×1 convolution without demodulation. */
final class ToRgbLayer {
    private final int number;
    private final Layer layer;
    private final double convClamp;
    private final double scale;
    private final StyleVector style;
    private final ModulatedConv2d conv;
    private final Parameter bias; // [colours]

    /**
     * Declares all tensors.
     *
     * @param number of the w that it shares with the next convolution
     * @param places of its style and its colours
     */
    ToRgbLayer(Parameters parameters, Style2Config config, int number, Places.Pair places) {
        this.number = number;
        layer = places.features();
        convClamp = config.convClamp();
        style = new StyleVector(parameters, config, places.style());
        int in = places.style().channels();
        scale = 1 / Math.sqrt(in);
        conv = ModulatedConv2d.pointwise(parameters, layer.name(), in, layer.channels());
        bias = parameters.parameter(layer.name() + "/bias", Init.ZEROS, layer.channels());
    }

    /** Of its w. */
    int number() {
        return number;
    }

    StyleVector style() {
        return style;
    }

    /**
     * Draws colours.
     *
     * @param x [N, C, R, R]
     * @param ws [N, numWs, wSize]
     * @return [N, colours, R, R]
     */
    Tensor forward(Tensor x, Tensor ws, LayerTap tap) {
        Tensor s = style.forward(ws.select(1, number), tap); // [N, C]
        return tap.apply(layer, Scope.resultOf(() -> colours(x, s)));
    }

    private Tensor colours(Tensor x, Tensor s) {
        return Bounds.apply(conv.forward(x, s, scale, bias.tensor()), convClamp);
    }
}

package galatea.model.style2;

import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.model.Noise;
import galatea.nn.ModulatedConv2d;
import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One convolution of the synthesis network with what follows it (figure 2d): style, modulated and
 * demodulated convolution, noise, bias, leaky ReLU times √2, bound.
 */
final class ModulatedLayer {
    private static final double GAIN = Math.sqrt(2);

    private final int number;
    private final Layer layer;
    private final double convClamp;
    private final StyleVector style;
    private final ModulatedConv2d conv;
    private final Parameter bias; // [C]
    private final @Nullable Parameter noiseStrength; // [1]
    private final @Nullable Parameter storedNoise; // [1, 1, R, R]

    /**
     * Declares all tensors.
     *
     * @param number of the convolution, from 0: of its w and its noise
     * @param places of its style and its features
     */
    ModulatedLayer(Parameters parameters, Style2Config config, int number, Places.Pair places) {
        this.number = number;
        layer = places.features();
        convClamp = config.convClamp();
        style = new StyleVector(parameters, config, places.style());
        String name = layer.name();
        int in = places.style().channels();
        int out = layer.channels();
        conv =
                name.endsWith("_up")
                        ? ModulatedConv2d.up(parameters, name, in, out)
                        : ModulatedConv2d.same(parameters, name, in, out);
        bias = parameters.parameter(name + "/bias", Init.ZEROS, out);
        int r = layer.resolution();
        noiseStrength =
                config.noise() ? parameters.parameter(name + "/Noise/weight", Init.ZEROS, 1) : null;
        storedNoise =
                config.noise()
                        ? parameters.buffer("noise" + number, Init.normal(1), 1, 1, r, r)
                        : null;
    }

    StyleVector style() {
        return style;
    }

    /** The noise kept with the network: [1, 1, R, R], or null if it has none. */
    @Nullable Tensor storedNoise() {
        return storedNoise == null ? null : storedNoise.tensor();
    }

    /**
     * Draws features.
     *
     * @param x [N, in, H, W]
     * @param ws [N, numWs, wSize]
     * @return [N, C, R, R]
     */
    Tensor forward(Tensor x, Tensor ws, Noise noise, LayerTap tap) {
        Tensor s = style.forward(ws.select(1, number), tap); // [N, in]
        return tap.apply(layer, Scope.resultOf(() -> styled(x, s, noise)));
    }

    private Tensor styled(Tensor x, Tensor s, Noise noise) {
        // √2 goes before the leaky ReLU, where it costs nothing: max(√2 x, √2 x / 5).
        Tensor y = conv.forward(x, s, GAIN, Ops.mul(bias.tensor(), GAIN)); // [N, C, R, R]
        return Bounds.apply(Ops.leakyReluInPlace(addNoise(y, noise)), convClamp);
    }

    private Tensor addNoise(Tensor y, Noise noise) {
        if (noiseStrength == null) {
            return y;
        }
        Tensor drawn = noise.of(number, y.size(0), layer.resolution());
        return drawn == null ? y : y.addcmul_(drawn, Ops.mul(noiseStrength.tensor(), GAIN));
    }
}

package galatea.model.style2;

import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.model.Noise;
import galatea.nn.Fir;
import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * The synthesis network g: w per convolution → picture (figure 7b, output skips): each resolution
 * adds its colours to the upsampled picture of the one before.
 */
final class SynthesisNetwork {
    private final Places places = new Places();
    private final Parameter constant; // [1, C, 4, 4]
    private final List<ModulatedLayer> convs = new ArrayList<>(); // one at 4×4, then two each
    private final List<ToRgbLayer> toRgb = new ArrayList<>(); // from 4×4 up

    SynthesisNetwork(Parameters parameters, Style2Config config) {
        constant =
                parameters.parameter("4x4/Const/const", Init.normal(1), 1, config.width(2), 4, 4);
        for (int r = 2; r <= config.resolutionLog2(); r++) {
            addBlock(parameters, config, r);
        }
    }

    private void addBlock(Parameters parameters, Style2Config config, int r) {
        int side = 1 << r;
        String block = side + "x" + side;
        int out = config.width(r);
        if (r > 2) {
            Places.Pair up = places.add(block + "/Conv0_up", config.width(r - 1), out, side);
            convs.add(new ModulatedLayer(parameters, config, convs.size(), up));
        }
        Places.Pair conv = places.add(block + "/Conv1", out, out, side);
        convs.add(new ModulatedLayer(parameters, config, convs.size(), conv));
        Places.Pair colours = places.add(block + "/ToRGB", out, config.channels(), side);
        toRgb.add(new ToRgbLayer(parameters, config, convs.size(), colours));
    }

    /** The layers in the order in which a tap sees them. */
    List<Layer> layers() {
        return places.all();
    }

    /**
     * The weights from each w to the styles that it controls: of a convolution, of colours, of
     * both; each [C, wSize].
     */
    List<Tensor> styleWeights() {
        List<Tensor> weights = new ArrayList<>();
        convs.forEach(conv -> weights.add(conv.style().weight()));
        for (ToRgbLayer colours : toRgb) {
            Tensor weight = colours.style().weight();
            int number = colours.number();
            if (number < weights.size()) {
                weights.set(number, Ops.cat(0, weights.get(number), weight)); // [C + C', wSize]
            } else {
                weights.add(weight); // the last w is of the last colours alone
            }
        }
        return weights;
    }

    /** The noise kept with the network, the same for every picture. */
    Noise storedNoise() {
        return (number, n, resolution) -> convs.get(number).storedNoise();
    }

    /** Folds a pull of a style's unit towards a value into the weights. */
    void fold(Layer layer, int unit, double alpha, double value) {
        Stream.concat(
                        convs.stream().map(ModulatedLayer::style),
                        toRgb.stream().map(ToRgbLayer::style))
                .filter(style -> style.layer().equals(layer))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "layer must be a style, such as 8x8/Conv1/style, to fold an"
                                                + " edit of it into a style2 network: "
                                                + layer.name()))
                .fold(unit, alpha, value);
    }

    /**
     * Draws pictures.
     *
     * @param ws [N, numWs, wSize]
     * @return [N, channels, R, R]
     */
    Tensor forward(Tensor ws, Noise noise, LayerTap tap) {
        long[] shape = constant.shape();
        Tensor x = constant.tensor().expand(ws.size(0), shape[1], 4, 4); // [N, C, 4, 4]
        x = convs.get(0).forward(Ops.channelsLast(x), ws, noise, tap);
        Tensor image = toRgb.get(0).forward(x, ws, tap);
        for (int block = 1; block < toRgb.size(); block++) {
            x = convs.get(2 * block - 1).forward(x, ws, noise, tap); // twice the resolution
            x = convs.get(2 * block).forward(x, ws, noise, tap);
            image = Fir.up(image).add_(toRgb.get(block).forward(x, ws, tap));
        }
        return image;
    }
}

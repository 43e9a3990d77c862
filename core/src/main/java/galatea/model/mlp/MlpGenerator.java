package galatea.model.mlp;

import galatea.model.Generator;
import galatea.model.Inputs;
import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.torch.DType;
import galatea.torch.Parameters;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A perceptron from latents to points, which are pictures [N, channels, 1, 1] in the coordinates of
 * the data. A tap sees each hidden layer after its ReLU, as [N, width, 1, 1].
 */
public final class MlpGenerator implements Generator {
    private final MlpConfig config;
    private final Parameters parameters;
    private final Perceptron perceptron;
    private final List<Layer> layers;

    /** Builds and initialises the network from the stream of {@code seed}. */
    public MlpGenerator(MlpConfig config, DType dtype, long seed) {
        this.config = config;
        parameters = new Parameters(dtype);
        perceptron = new Perceptron(parameters, config, config.latentSize(), config.channels());
        layers =
                IntStream.range(0, config.depth())
                        .mapToObj(i -> new Layer(i, "layer" + (i + 1), config.width(), 1))
                        .toList();
        parameters.allocate(seed);
    }

    @Override
    public MlpConfig config() {
        return config;
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public List<Layer> layers() {
        return layers;
    }

    @Override
    public Tensor forward(Tensor z, @Nullable Tensor labels, double lod, LayerTap tap) {
        Inputs.requireLod(config, lod);
        Inputs.requireLatents(config, z);
        Inputs.requireLabels(config, labels);
        Tensor points =
                tap == LayerTap.NONE
                        ? perceptron.forward(z)
                        : perceptron.forward(z, (i, h) -> tapped(tap, layers.get(i), h));
        return points.view(-1, config.channels(), 1, 1); // [N, channels, 1, 1]
    }

    /** [width, latentSize]. */
    @Override
    public List<Tensor> latentWeights() {
        return List.of(perceptron.inputWeight());
    }

    /** Features [N, width] as the tap sees them, and back. */
    private static Tensor tapped(LayerTap tap, Layer layer, Tensor features) {
        Tensor maps = features.view(-1, layer.channels(), 1, 1); // [N, width, 1, 1]
        return tap.apply(layer, maps).view(-1, layer.channels()); // [N, width]
    }
}

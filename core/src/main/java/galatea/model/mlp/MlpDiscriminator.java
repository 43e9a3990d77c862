package galatea.model.mlp;

import galatea.model.Discriminator;
import galatea.model.Inputs;
import galatea.torch.DType;
import galatea.torch.Parameters;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A perceptron from points [N, channels, 1, 1] to scores. */
public final class MlpDiscriminator implements Discriminator {
    private final MlpConfig config;
    private final Parameters parameters;
    private final Perceptron perceptron;

    /** Builds and initialises the network from the stream of {@code seed}. */
    public MlpDiscriminator(MlpConfig config, DType dtype, long seed) {
        this.config = config;
        parameters = new Parameters(dtype);
        perceptron = new Perceptron(parameters, config, config.channels(), 1);
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
    public Tensor forward(Tensor images, @Nullable Tensor labels, double lod, int parts) {
        Inputs.requireScored(config, images, labels, lod, parts);
        return perceptron.forward(images.view(-1, config.channels())).view(-1); // [parts · N]
    }

    @Override
    public Scored scoreWithGradient(Tensor images, @Nullable Tensor labels, double lod, int parts) {
        Inputs.requireScored(config, images, labels, lod, parts);
        long count = images.size(0) / parts;
        List<Tensor> first = new ArrayList<>(); // features of the first batch
        Tensor x = images.view(-1, config.channels()); // [parts · N, channels]
        Tensor scores = perceptron.forward(x, (layer, h) -> seen(h, count, first)).view(-1);
        Tensor gradient = perceptron.inputGradient(first); // [N, channels]
        return new Scored(scores, gradient.view(count, config.channels(), 1, 1));
    }

    private static Tensor seen(Tensor features, long count, List<Tensor> first) {
        first.add(features.narrow(0, 0, count));
        return features;
    }
}

package galatea.model.mlp;

import galatea.model.Discriminator;
import galatea.model.Inputs;
import galatea.torch.DType;
import galatea.torch.Parameters;
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
}

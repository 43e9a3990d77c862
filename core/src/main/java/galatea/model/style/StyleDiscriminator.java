package galatea.model.style;

import galatea.model.Discriminator;
import galatea.model.GrowingDiscriminator;
import galatea.model.Inputs;
import galatea.torch.DType;
import galatea.torch.Parameters;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The discriminator of Progressive GAN with blurred downsampling, as the style-based GAN uses it.
 */
public final class StyleDiscriminator implements Discriminator {
    private final StyleConfig config;
    private final Parameters parameters;
    private final GrowingDiscriminator body;

    /** Builds and initialises the network from the stream of {@code seed}. */
    public StyleDiscriminator(StyleConfig config, DType dtype, long seed) {
        this.config = config;
        parameters = new Parameters(dtype);
        body = new GrowingDiscriminator(parameters, plan(config));
        parameters.allocate(seed);
    }

    private static GrowingDiscriminator.Plan plan(StyleConfig config) {
        return new GrowingDiscriminator.Plan(
                config.channels(),
                config.labelSize(),
                config.widths(),
                config.stddevGroup(),
                config.switches().blur(),
                config.switches().widensFirst(),
                true);
    }

    @Override
    public StyleConfig config() {
        return config;
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public Tensor forward(Tensor images, @Nullable Tensor labels, double lod, int parts) {
        Inputs.requireScored(config, images, labels, lod, parts);
        return body.forward(images, labels, lod, parts);
    }

    @Override
    public Scored scoreWithGradient(Tensor images, @Nullable Tensor labels, double lod, int parts) {
        Inputs.requireScored(config, images, labels, lod, parts);
        return body.scoreWithGradient(images, labels, lod, parts);
    }
}

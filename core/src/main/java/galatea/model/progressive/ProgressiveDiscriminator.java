package galatea.model.progressive;

import galatea.model.Discriminator;
import galatea.model.GrowingDiscriminator;
import galatea.model.Inputs;
import galatea.torch.DType;
import galatea.torch.Parameters;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The discriminator of Progressive GAN (Karras et al. 2017, Table 2): box downsampling, no blur.
 */
public final class ProgressiveDiscriminator implements Discriminator {
    private final ProgressiveConfig config;
    private final Parameters parameters;
    private final GrowingDiscriminator body;

    /** Builds and initialises the network from the stream of {@code seed}. */
    public ProgressiveDiscriminator(ProgressiveConfig config, DType dtype, long seed) {
        this.config = config;
        parameters = new Parameters(dtype);
        body = new GrowingDiscriminator(parameters, plan(config));
        parameters.allocate(seed);
    }

    private static GrowingDiscriminator.Plan plan(ProgressiveConfig config) {
        List<Integer> widths = new ArrayList<>(config.widths());
        widths.add(0, config.width(2)); // the hidden layer is as wide as the 4×4 features
        return new GrowingDiscriminator.Plan(
                config.channels(),
                config.labelSize(),
                widths,
                config.stddevGroup(),
                false,
                false,
                config.growing());
    }

    @Override
    public ProgressiveConfig config() {
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

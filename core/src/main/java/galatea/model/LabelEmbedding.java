package galatea.model;

import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Classes beside the latent: a learned vector per class, as long as z and appended to it. */
public final class LabelEmbedding {
    private final NetworkConfig config;
    private final @Nullable Parameter weight; // [labelSize, latentSize], not scaled

    /** Declares {@code LabelConcat/weight} [labelSize, latentSize], unless there are no classes. */
    public LabelEmbedding(Parameters parameters, NetworkConfig config) {
        this.config = config;
        weight =
                config.labelSize() == 0
                        ? null
                        : parameters.parameter(
                                "LabelConcat/weight",
                                Init.normal(1),
                                config.labelSize(),
                                config.latentSize());
    }

    /** Length of what {@link #append} returns: latentSize, doubled where there are classes. */
    public int width() {
        return config.latentSize() * (weight == null ? 1 : 2);
    }

    /**
     * Appends the vector of each latent's class.
     *
     * @param z [N, latentSize]
     * @param labels one-hot [N, labelSize]; null exactly for an unconditional network
     * @return [N, width]
     * @throws IllegalArgumentException for other shapes
     */
    public Tensor append(Tensor z, @Nullable Tensor labels) {
        Inputs.requireLatents(config, z);
        Inputs.requireLabels(config, labels);
        return labels == null || weight == null
                ? z
                : Ops.cat(1, z, labels.matmul(weight.tensor())); // [N, 2 latentSize]
    }
}

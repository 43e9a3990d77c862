package galatea.model.style2;

import galatea.model.Inputs;
import galatea.nn.EqualizedLinear;
import galatea.nn.PixelNorm;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The mapping network f: Z → W. The latent and the vector of the class are each scaled to unit mean
 * square, then joined.
 */
final class MappingNetwork {
    private final Style2Config config;
    private final @Nullable EqualizedLinear embedding; // class → vector as long as w
    private final MappingLayers layers;

    MappingNetwork(Parameters parameters, Style2Config config) {
        this.config = config;
        int labels = config.labelSize();
        int w = config.wSize();
        embedding =
                labels == 0 ? null : new EqualizedLinear(parameters, "LabelEmbed", labels, w, 1, 1);
        int in = config.latentSize() + (labels == 0 ? 0 : w);
        layers =
                new MappingLayers(parameters, config.mappingLayers(), in, config.mappingWidth(), w);
    }

    /**
     * Maps latents.
     *
     * @param z [N, latentSize]
     * @param labels one-hot [N, labelSize]; null exactly for an unconditional network
     * @return w [N, wSize]
     */
    Tensor forward(Tensor z, @Nullable Tensor labels) {
        Inputs.requireLatents(config, z);
        Inputs.requireLabels(config, labels);
        Tensor x = PixelNorm.apply(z);
        if (labels != null && embedding != null) {
            Tensor y = PixelNorm.apply(embedding.forward(labels)); // [N, wSize]
            x = Ops.cat(1, x, y); // [N, latentSize + wSize]
        }
        return layers.forward(x);
    }
}

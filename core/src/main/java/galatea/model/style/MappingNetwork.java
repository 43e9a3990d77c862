package galatea.model.style;

import galatea.model.LabelEmbedding;
import galatea.nn.EqualizedLinear;
import galatea.nn.PixelNorm;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The mapping network f: Z → W (figure 1b): normalisation, then fully connected layers with leaky
 * ReLU, all of them, trained at a hundredth of the learning rate.
 */
public final class MappingNetwork {
    private static final double LRMUL = 0.01;

    private final LabelEmbedding labelEmbedding;
    private final List<EqualizedLinear> layers = new ArrayList<>();

    MappingNetwork(Parameters parameters, StyleConfig config) {
        labelEmbedding = new LabelEmbedding(parameters, config);
        int width = labelEmbedding.width();
        for (int i = 0; i < config.mappingLayers(); i++) {
            int out = i == config.mappingLayers() - 1 ? config.wSize() : config.mappingWidth();
            layers.add(
                    new EqualizedLinear(parameters, "Dense" + i, width, out, Math.sqrt(2), LRMUL));
            width = out;
        }
    }

    /**
     * Maps latents.
     *
     * @param z [N, latentSize]
     * @param labels one-hot [N, labelSize]; null exactly for an unconditional network
     * @return w [N, wSize]
     */
    public Tensor forward(Tensor z, @Nullable Tensor labels) {
        Tensor x = PixelNorm.apply(labelEmbedding.append(z, labels)); // [N, latentSize or twice]
        for (EqualizedLinear layer : layers) {
            x = Ops.leakyRelu(layer.forward(x)); // [N, width]
        }
        return x;
    }
}

package galatea.model.style;

import galatea.nn.EqualizedLinear;
import galatea.nn.PixelNorm;
import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
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

    private final @Nullable Parameter labelEmbedding; // [labelSize, latentSize], not scaled
    private final List<EqualizedLinear> layers = new ArrayList<>();

    MappingNetwork(Parameters parameters, StyleConfig config) {
        int width = config.latentSize();
        if (config.labelSize() > 0) {
            labelEmbedding =
                    parameters.parameter(
                            "LabelConcat/weight", Init.normal(1), config.labelSize(), width);
            width *= 2;
        } else {
            labelEmbedding = null;
        }
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
        if ((labels == null) != (labelEmbedding == null)) {
            throw new IllegalArgumentException(
                    labels == null
                            ? "labels are needed: the network is conditional"
                            : "labels must be absent: the network is unconditional");
        }
        Tensor x = z;
        if (labels != null && labelEmbedding != null) {
            x = Ops.cat(1, z, labels.matmul(labelEmbedding.tensor())); // [N, 2 latentSize]
        }
        x = PixelNorm.apply(x);
        for (EqualizedLinear layer : layers) {
            x = Ops.leakyRelu(layer.forward(x)); // [N, width]
        }
        return x;
    }
}

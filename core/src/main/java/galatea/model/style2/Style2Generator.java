package galatea.model.style2;

import galatea.model.Inputs;
import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.model.Noise;
import galatea.model.StyledGenerator;
import galatea.torch.DType;
import galatea.torch.Init;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The generator of StyleGAN2, for use.
 *
 * <p>Its layers are the features of every convolution ({@code 4x4/Conv1}, {@code 8x8/Conv0_up} …),
 * the colours that each resolution adds ({@code 8x8/ToRGB}) and, before each, its style ({@code
 * 8x8/Conv1/style}, [N, C, 1, 1]). Noise is counted by convolutions: number i reads noise i, and w
 * i.
 */
public final class Style2Generator implements StyledGenerator {
    private final Style2Config config;
    private final Parameters parameters;
    private final MappingNetwork mapping;
    private final SynthesisNetwork synthesis;
    private final Parameter wAverage; // [wSize]

    /** Builds and initialises the network from the stream of {@code seed}. */
    public Style2Generator(Style2Config config, DType dtype, long seed) {
        this.config = config;
        parameters = new Parameters(dtype);
        mapping = new MappingNetwork(parameters, config);
        synthesis = new SynthesisNetwork(parameters, config);
        wAverage = parameters.buffer("dlatent_avg", Init.ZEROS, config.wSize());
        parameters.allocate(seed);
    }

    @Override
    public Style2Config config() {
        return config;
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public List<Layer> layers() {
        return synthesis.layers();
    }

    @Override
    public int numWs() {
        return config.numWs();
    }

    @Override
    public int wSize() {
        return config.wSize();
    }

    @Override
    public Tensor map(Tensor z, @Nullable Tensor labels) {
        return mapping.forward(z, labels);
    }

    /** The running average of w over training: [wSize]. */
    @Override
    public Tensor wAverage() {
        return wAverage.tensor();
    }

    @Override
    public List<Tensor> latentWeights() {
        return synthesis.styleWeights();
    }

    @Override
    public Noise storedNoise() {
        return synthesis.storedNoise();
    }

    @Override
    public Tensor synthesize(Tensor ws, Noise noise, double lod, LayerTap tap) {
        Inputs.requireLod(config, lod);
        return synthesis.forward(ws, noise, tap);
    }

    /** Exact for styles; nothing linear follows the features of the other layers. */
    @Override
    public void fold(Layer layer, int unit, double alpha, double value) {
        synthesis.fold(layer, unit, alpha, value);
    }
}

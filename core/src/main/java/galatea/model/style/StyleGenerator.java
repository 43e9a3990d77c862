package galatea.model.style;

import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.model.Noise;
import galatea.model.StyledGenerator;
import galatea.torch.DType;
import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** The style-based generator: mapping and synthesis, w average, style mixing. */
public final class StyleGenerator implements StyledGenerator {
    /** Weight of one batch in the running average of w. */
    private static final double W_AVERAGE_RATE = 0.005;

    private final StyleConfig config;
    private final Parameters parameters;
    private final MappingNetwork mapping;
    private final SynthesisNetwork synthesis;
    private final Parameter wAverage; // [wSize]

    /** Builds and initialises the network from the stream of {@code seed}. */
    public StyleGenerator(StyleConfig config, DType dtype, long seed) {
        this.config = config;
        parameters = new Parameters(dtype);
        mapping = new MappingNetwork(parameters, config);
        synthesis = new SynthesisNetwork(parameters, config);
        wAverage = parameters.buffer("dlatent_avg", Init.ZEROS, config.wSize());
        parameters.allocate(seed);
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
    public List<Layer> layers() {
        return synthesis.layers();
    }

    /** f: Z → W. */
    public MappingNetwork mapping() {
        return mapping;
    }

    /** g: W per layer → picture. */
    public SynthesisNetwork synthesis() {
        return synthesis;
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
    public Noise storedNoise() {
        return synthesis.storedNoise();
    }

    @Override
    public Tensor synthesize(Tensor ws, Noise noise, double lod, LayerTap tap) {
        return synthesis.forward(ws, noise, lod, tap);
    }

    /** Exact for every alpha and value, in the layer's style. */
    @Override
    public void fold(Layer layer, int unit, double alpha, double value) {
        synthesis.fold(layer, unit, alpha, value);
    }

    /** A of every layer: [2 C, wSize] each, rows of the scale first. */
    @Override
    public List<Tensor> latentWeights() {
        return synthesis.styleWeights();
    }

    /** Updates the w average and mixes styles with the configured probability (section 3.1). */
    @Override
    public Tensor trainingForward(
            Tensor z, @Nullable Tensor labels, double lod, RandomGenerator random) {
        Tensor w = mapping.forward(z, labels);
        updateAverage(w);
        Tensor ws = mixed(w, z, labels, lod, random);
        return synthesis.forward(ws, Noise.random(parameters.dtype()), lod, LayerTap.NONE);
    }

    private void updateAverage(Tensor w) {
        try (NoGradGuard noGrad = new NoGradGuard()) {
            Tensor mean = Ops.mean(w.detach(), 0).view(config.wSize());
            wAverage.tensor().copy_(Ops.lerp(wAverage.tensor(), mean, W_AVERAGE_RATE));
        }
    }

    /** One crossover for the whole batch, uniform over the layers in use. */
    private Tensor mixed(
            Tensor w, Tensor z, @Nullable Tensor labels, double lod, RandomGenerator random) {
        int layersInUse = config.numWs() - 2 * (int) lod;
        boolean mix = random.nextDouble() < config.mixingProbability();
        int crossover = 1 + random.nextInt(layersInUse - 1);
        if (!mix) {
            return broadcast(w);
        }
        Tensor z2 = Ops.randn(parameters.dtype(), z.shape());
        Tensor w2 = mapping.forward(z2, labels);
        return Ops.cat(
                1,
                broadcast(w).narrow(1, 0, crossover),
                broadcast(w2).narrow(1, crossover, config.numWs() - crossover));
    }
}

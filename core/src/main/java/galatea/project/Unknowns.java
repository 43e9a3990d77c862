package galatea.project;

import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.Latent;
import galatea.latent.NoiseMaps;
import galatea.latent.Space;
import galatea.model.Noise;
import galatea.torch.DType;
import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * What is looked for: a latent and perhaps noise maps, with their gradients. Not inside a scope.
 */
final class Unknowns implements AutoCloseable {
    private final GeneratorSession session;
    private final ProjectionSpace space;
    private final GenerateOptions draw;
    private final NoiseMaps own; // the network's
    private final Parameters parameters = new Parameters(DType.FLOAT32);
    private final Parameter vector; // [numWs or 1, size]
    private final SortedMap<Integer, Parameter> noise = new TreeMap<>(); // [1, 1, R, R]

    /**
     * Unknowns with the network's noise.
     *
     * @param start z or w: [size]
     */
    Unknowns(
            GeneratorSession session,
            ProjectionOptions options,
            GenerateOptions draw,
            float[] start) {
        this.session = session;
        this.space = options.space();
        this.draw = draw;
        this.own = session.storedNoise();
        int rows = space == ProjectionSpace.W_PLUS ? session.numWs() : 1;
        vector = parameters.parameter("latent", Init.ZEROS, rows, start.length);
        if (options.optimiseNoise()) {
            own.maps().forEach(this::declare);
        }
        parameters.allocate(options.seed());
        begin(start);
        own.maps().forEach(this::beginNoise);
        normalizeNoise();
    }

    private void declare(int layer, float[] map) {
        int side = NoiseMaps.side(map.length);
        noise.put(layer, parameters.parameter("noise" + layer, Init.ZEROS, 1, 1, side, side));
    }

    private void beginNoise(int layer, float[] map) {
        Parameter parameter = noise.get(layer);
        if (parameter != null) {
            Ops.copyInto(parameter, map);
        }
    }

    /** Puts one vector [size] in all rows. */
    void begin(float[] start) {
        float[] all = new float[(int) vector.count()];
        for (int i = 0; i < all.length; i++) {
            all[i] = start[i % start.length];
        }
        Ops.copyInto(vector, all);
    }

    Parameters parameters() {
        return parameters;
    }

    /**
     * The picture of the unknowns, in the caller's scope; gradients flow.
     *
     * @param exploration deviation of what is added to each value of the latent
     * @return [1, channels, R, R]
     */
    Tensor image(double exploration) {
        Tensor v = vector.tensor(); // [rows, size]
        if (exploration > 0) {
            v = Ops.addScaled(v, Ops.randn(DType.FLOAT32, v.shape()), exploration);
        }
        if (!session.hasStyles()) {
            return session.imagesOfLatents(v, draw);
        }
        Tensor ws =
                space == ProjectionSpace.Z
                        ? session.stylesOfLatents(v, draw)
                        : v.unsqueeze(0).expand(1, session.numWs(), v.size(1));
        return session.imagesOfStyles(ws, noise()); // of [1, numWs, wSize]
    }

    private Noise noise() {
        return (layer, n, side) -> {
            Parameter found = noise.get(layer);
            return found == null ? session.noise().of(layer, n, side) : found.tensor();
        };
    }

    /** Sum of the regularisers of all noise maps; 0 without. */
    Tensor noiseStructure() {
        Tensor sum = Ops.zeros(DType.FLOAT32);
        for (Parameter map : noise.values()) {
            sum = sum.add(NoiseRegularizer.of(map.tensor()));
        }
        return sum;
    }

    void normalizeNoise() {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            noise.values().forEach(map -> NoiseRegularizer.normalize(map.tensor()));
        }
    }

    /** Their values. */
    Latent latent() {
        float[] values = Ops.floats(vector.tensor());
        SortedMap<Integer, float[]> maps = new TreeMap<>();
        noise.forEach((layer, map) -> maps.put(layer, Ops.floats(map.tensor())));
        return space == ProjectionSpace.Z
                ? new Latent(Space.Z, values, 0, new NoiseMaps(maps))
                : new Latent(Space.W, broadcast(values), 0, new NoiseMaps(maps));
    }

    /** [numWs, wSize] */
    private float[] broadcast(float[] values) {
        float[] ws = new float[session.numWs() * (int) vector.shape()[1]];
        for (int i = 0; i < ws.length; i++) {
            ws[i] = values[i % values.length];
        }
        return ws;
    }

    @Override
    public void close() {
        parameters.close();
    }
}

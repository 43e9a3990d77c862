package galatea.evolve;

import galatea.model.Generator;
import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.model.mlp.MlpConfig;
import galatea.torch.DType;
import galatea.torch.Init;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A generator whose parameters are its points, whatever the latents, in double precision. */
final class PointsGenerator implements Generator {
    static final MlpConfig NUMBERS = new MlpConfig(1, 1, 1, 1);

    private final Parameters parameters = new Parameters(DType.FLOAT64);
    private final MlpConfig config;
    private final Parameter points;
    private boolean trained;

    /** Points of so many coordinates, one after the other. */
    PointsGenerator(MlpConfig config, double... points) {
        this.config = config;
        this.points = parameters.parameter("points", Init.ZEROS, points.length);
        parameters.allocate(0);
        Numbers.set(parameters, points);
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
    public List<Layer> layers() {
        return List.of();
    }

    @Override
    public Tensor forward(Tensor z, @Nullable Tensor labels, double lod, LayerTap tap) {
        return points.tensor().view(-1, config.channels(), 1, 1); // [N, channels, 1, 1]
    }

    /** The same, and remembers it. */
    @Override
    public Tensor trainingForward(
            Tensor z, @Nullable Tensor labels, double lod, RandomGenerator random) {
        trained = true;
        return forward(z, labels, lod, LayerTap.NONE);
    }

    /** Whether it was used as in training. */
    boolean wasTrained() {
        return trained;
    }
}

package galatea.testing;

import galatea.latent.GeneratorSession;
import galatea.model.Generator;
import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.model.NetworkConfig;
import galatea.torch.DType;
import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A generator whose features and pictures [N, 3, 4, 4] are M z + b: every direction is known. */
public final class LinearGenerator implements Generator {
    /** The layer. */
    public static final Layer LAYER = new Layer(0, "all", 3, 4);

    /** Values of a picture. */
    public static final int OUTPUTS = 48;

    private final Parameters parameters = new Parameters(DType.FLOAT32);
    private final int latentSize;

    /**
     * @param matrix M [48, latentSize]
     * @param bias b [48]
     */
    public LinearGenerator(float[] matrix, float[] bias) {
        latentSize = matrix.length / OUTPUTS;
        parameters.parameter("matrix", Init.ZEROS, OUTPUTS, latentSize);
        parameters.parameter("bias", Init.ZEROS, OUTPUTS);
        parameters.buffer("nothing", Init.ZEROS, 1);
        parameters.allocate(0);
        Ops.copyInto(parameters.named("matrix"), matrix);
        Ops.copyInto(parameters.named("bias"), bias);
    }

    /** Ready for use. */
    public GeneratorSession session() {
        return GeneratorSession.of(this, 0);
    }

    @Override
    public NetworkConfig config() {
        return new PlantedGenerator.Config(4, 3, latentSize, 0);
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public List<Layer> layers() {
        return List.of(LAYER);
    }

    @Override
    public List<Tensor> latentWeights() {
        return List.of(parameters.named("matrix").tensor());
    }

    @Override
    public Tensor forward(Tensor z, @Nullable Tensor labels, double lod, LayerTap tap) {
        Tensor matrix = parameters.named("matrix").tensor();
        Tensor bias = parameters.named("bias").tensor();
        return tap.apply(LAYER, Ops.linear(z, matrix, bias).view(-1, 3, 4, 4)); // [N, 3, 4, 4]
    }
}

package galatea.evolve;

import galatea.model.Discriminator;
import galatea.model.mlp.MlpConfig;
import galatea.torch.DType;
import galatea.torch.Init;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** D(x) = σ(w x + b) for numbers x, in double precision: small enough to follow by hand. */
final class LogisticDiscriminator implements Discriminator {
    private final Parameters parameters = new Parameters(DType.FLOAT64);
    private final Parameter line = parameters.parameter("line", Init.ZEROS, 2); // w, b

    LogisticDiscriminator(double w, double b) {
        parameters.allocate(0);
        Numbers.set(parameters, w, b);
    }

    @Override
    public MlpConfig config() {
        return PointsGenerator.NUMBERS;
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public Tensor forward(Tensor images, @Nullable Tensor labels, double lod, int parts) {
        Tensor w = line.tensor().select(0, 0);
        Tensor b = line.tensor().select(0, 1);
        return images.view(-1).mul(w).add(b); // [parts · N]
    }
}

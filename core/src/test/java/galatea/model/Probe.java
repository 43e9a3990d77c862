package galatea.model;

import galatea.torch.DType;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import java.util.Random;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Inputs for networks of any family, the same at every call. */
final class Probe {
    static final int BATCH = 4;

    static {
        Engine.setThreads(1); // more would wait for each other longer than these tensors take
    }

    private final NetworkConfig config;
    private final DType dtype;

    Probe(NetworkConfig config, DType dtype) {
        this.config = config;
        this.dtype = dtype;
    }

    /** [4, latentSize]. */
    Tensor latents() {
        Engine.seed(11);
        return Ops.randn(dtype, BATCH, config.latentSize());
    }

    /** One-hot [n, labelSize], or null. */
    @Nullable Tensor labels(int n) {
        int classes = config.labelSize();
        if (classes == 0) {
            return null;
        }
        double[] oneHot = new double[n * classes];
        for (int i = 0; i < n; i++) {
            oneHot[i * classes + i % classes] = 1;
        }
        return Ops.of(dtype, oneHot, n, classes);
    }

    /** [n, C, R', R']. */
    Tensor images(int n, double lod) {
        Engine.seed(12);
        int side = config.resolution() >> (int) lod;
        return Ops.randn(dtype, n, config.channels(), side, side);
    }

    /** Pictures for use; noise inputs are the same at every call. */
    Tensor picture(Generator generator, double lod, LayerTap tap) {
        Tensor z = latents();
        return generator.forward(z, labels(BATCH), lod, tap);
    }

    /** Pictures for training, with the same decisions at every call. */
    Tensor trainingPicture(Generator generator, double lod) {
        Tensor z = latents();
        return generator.trainingForward(z, labels(BATCH), lod, new Random(13));
    }

    /** Moves every parameter away from its initial value, so that none hides at zero. */
    static void stir(Parameters parameters, double deviation) {
        Engine.seed(14);
        try (NoGradGuard noGrad = new NoGradGuard()) {
            parameters
                    .values()
                    .add_(
                            Ops.mul(
                                    Ops.randn(parameters.dtype(), parameters.values().numel()),
                                    deviation));
        }
    }
}

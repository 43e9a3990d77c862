package galatea.model.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import galatea.model.Discriminator.Scored;
import galatea.testing.OneThread;
import galatea.torch.DType;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OneThread.class)
class MlpDiscriminatorTest {
    private static final MlpConfig CONFIG = new MlpConfig(2, 2, 7, 3);

    /** Scores, image gradients, and the gradients of a penalty on these: all by autograd. */
    @Test
    void explicitImageGradientsEqualThoseOfAutograd() {
        try (MlpDiscriminator network = new MlpDiscriminator(CONFIG, DType.FLOAT64, 3);
                Scope scope = new Scope()) {
            Engine.seed(4);
            Tensor points = Ops.randn(DType.FLOAT64, 10, 2, 1, 1);
            Scored explicit = network.scoreWithGradient(points, null, 0, 2);
            double[] penalty = penaltyGradient(network, explicit.gradient());

            Tensor leaf = points.narrow(0, 0, 5).detach().requires_grad_(true);
            Tensor gradient = Ops.gradient(network.forward(leaf, null, 0), leaf);
            assertThat(Ops.doubles(explicit.gradient()))
                    .containsExactly(Ops.doubles(gradient), offset(1e-14));
            assertThat(Ops.doubles(explicit.scores()))
                    .containsExactly(Ops.doubles(network.forward(points, null, 0)), offset(1e-14));
            assertThat(penalty).containsExactly(penaltyGradient(network, gradient), offset(1e-13));
            assertThat(Arrays.stream(penalty)).anyMatch(value -> Math.abs(value) > 1e-3);
        }
    }

    private static double[] penaltyGradient(MlpDiscriminator network, Tensor gradient) {
        network.parameters().zeroGradient();
        gradient.square().mean().backward();
        return Ops.doubles(network.parameters().gradient());
    }
}

package galatea.model.style;

import static galatea.testing.TensorAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

    @ParameterizedTest
    @ValueSource(chars = {'A', 'B', 'C', 'D', 'E', 'F'})
    void everyGeneratorOfTableOneDrawsAndLearns(char letter) {
        StyleConfig config =
                StyleConfig.paper(16, 3)
                        .withFmaps(32, 8)
                        .withMapping(8, 2)
                        .withConfiguration(letter);
        try (StyleGenerator g = new StyleGenerator(config, DType.FLOAT32, 1);
                StyleDiscriminator d = new StyleDiscriminator(config, DType.FLOAT32, 2);
                Scope scope = new Scope()) {
            Tensor z = Ops.randn(DType.FLOAT32, 4, 8);
            Tensor images = g.trainingForward(z, null, 0.5, new Random(3));
            assertThat(images).hasShape(4, 3, 16, 16);
            Ops.softplus(d.forward(images, null, 0.5)).mean().backward();
            assertThat(Ops.item(g.parameters().gradient().norm())).isFinite().isPositive();
            assertThat(Ops.item(d.parameters().gradient().norm())).isFinite().isPositive();
        }
    }
}

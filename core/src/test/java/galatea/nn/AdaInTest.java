package galatea.nn;

import static galatea.testing.TensorAssert.assertThat;

import galatea.testing.OneThread;
import galatea.torch.DType;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Scope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OneThread.class)
class AdaInTest {
    /** Sums over many pixels must not lose digits: single precision against double. */
    @ParameterizedTest
    @ValueSource(ints = {4, 64, 256, 512})
    void keepsPrecisionAtAnySize(int side) {
        Engine.seed(1);
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor noise = Ops.randn(DType.FLOAT32, 2, 8, side, side);
            Tensor x = Ops.channelsLast(Ops.add(noise, 1));
            Tensor scale = Ops.randn(DType.FLOAT32, 2, 8);
            Tensor shift = Ops.randn(DType.FLOAT32, 2, 8);
            Tensor expected = AdaIn.apply(exact(x), exact(scale), exact(shift), 1e-8);
            assertThat(AdaIn.apply(x, scale, shift, 1e-8)).isCloseTo(expected, 0, 2e-5);
        }
    }

    private static Tensor exact(Tensor x) {
        return x.to(torch.ScalarType.Double);
    }
}

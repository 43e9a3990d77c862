package galatea.segment;

import static galatea.testing.TensorAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import galatea.torch.DType;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class DisturbanceTest {
    private static final int SIDE = 32;

    @Test
    void labelsGoWithTheirPictures() {
        Engine.seed(1);
        try (Scope scope = new Scope()) {
            double[] bright = new double[8 * SIDE * SIDE]; // the part below a slanting line
            for (int i = 0; i < bright.length; i++) {
                bright[i] = i / SIDE % SIDE > 10 + i % SIDE / 2 ? 1 : 0;
            }
            Tensor mask = Ops.of(DType.FLOAT32, bright, 8, 1, SIDE, SIDE);
            Tensor images = Ops.add(Ops.mul(mask, 1.2), -0.6);
            Disturbance.Disturbed disturbed =
                    Disturbance.apply(images, mask.toType(longs()), new SplittableRandom(3));
            assertThat(disturbed.images()).hasShape(8, 1, SIDE, SIDE);
            assertThat(disturbed.targets()).hasShape(8, 1, SIDE, SIDE);
            float[] pixels = Ops.floats(disturbed.images());
            byte[] labels = Ops.bytes(disturbed.targets());
            int agreeing = 0;
            for (int i = 0; i < pixels.length; i++) {
                assertThat(pixels[i]).isBetween(-1f, 1f);
                agreeing += pixels[i] > 0 == labels[i] > 0 ? 1 : 0;
            }
            assertThat(agreeing).isGreaterThan(pixels.length * 95 / 100);
            assertThat(labels).isNotEqualTo(Ops.bytes(mask));
        }
    }

    private static org.bytedeco.pytorch.global.torch.ScalarType longs() {
        return org.bytedeco.pytorch.global.torch.ScalarType.Long;
    }
}

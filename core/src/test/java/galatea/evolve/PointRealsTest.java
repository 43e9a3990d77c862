package galatea.evolve;

import static galatea.testing.TensorAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import galatea.points.Mixtures;
import galatea.points.PointSource;
import galatea.testing.OneThread;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Scope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OneThread.class)
class PointRealsTest {
    private static final PointSource RING = Mixtures.ring("ring", 8, 2, 0.01);

    @Test
    void pointsArePicturesOfOnePixel() {
        try (Scope scope = new Scope()) {
            assertThat(new PointReals(RING, 1).at(0, 5, 0)).hasShape(5, 2, 1, 1);
        }
    }

    @Test
    void pointsAreThoseOfTheSource() {
        try (Scope scope = new Scope()) {
            float[] xy = Ops.floats(new PointReals(RING, 1).at(7, 100, 0));
            for (int i = 0; i < 100; i++) {
                double radius = Math.hypot(xy[2 * i], xy[2 * i + 1]);
                assertThat(radius).isCloseTo(2, within(0.06));
            }
        }
    }

    @Test
    void equalPositionsGiveEqualPointsWhateverWasDrawnBetween() {
        PointReals reals = new PointReals(RING, 1);
        try (Scope scope = new Scope()) {
            Tensor once = reals.at(12, 5, 0);
            reals.at(99, 5, 0);
            Engine.seed(4);
            assertThat(reals.at(12, 5, 0)).isCloseTo(once, 0, 0);
        }
    }

    @Test
    void otherPositionsAndSeedsGiveOtherPoints() {
        try (Scope scope = new Scope()) {
            float[] points = Ops.floats(new PointReals(RING, 1).at(12, 5, 0));
            assertThat(Ops.floats(new PointReals(RING, 1).at(17, 5, 0))).isNotEqualTo(points);
            assertThat(Ops.floats(new PointReals(RING, 2).at(12, 5, 0))).isNotEqualTo(points);
        }
    }

    @Test
    void theSourceIsNamedAsItIsOpened() {
        assertThat(new PointReals(RING, 1).description()).isEqualTo("toy:ring");
        assertThat(new PointReals(RING, 1).contentHash()).isNull();
    }
}

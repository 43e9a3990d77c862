package galatea.project;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.latent.NumpyRandom;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Scope;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class NoiseRegularizerTest {
    private static final int SIDE = 16;

    private static double[] noise() {
        return new NumpyRandom(3).randn(SIDE * SIDE);
    }

    private static Tensor tensor(double[] values, int side) {
        return Ops.of(DType.FLOAT64, values, 1, 1, side, side);
    }

    private static double of(double[] values, int side) {
        try (Scope scope = new Scope()) {
            return Ops.item(NoiseRegularizer.of(tensor(values, side)));
        }
    }

    /** The formula, pixel by pixel. */
    private static double direct(double[] level, int side) {
        if (side < 8) {
            return 0;
        }
        double across = 0;
        double down = 0;
        double[] half = new double[side * side / 4];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double here = level[y * side + x];
                across += here * level[y * side + (x + 1) % side];
                down += here * level[(y + 1) % side * side + x];
                half[y / 2 * (side / 2) + x / 2] += here / 2; // mean of four, doubled
            }
        }
        double count = (double) side * side;
        return Math.pow(across / count, 2) + Math.pow(down / count, 2) + direct(half, side / 2);
    }

    @Test
    void equalsTheFormula() {
        assertThat(of(noise(), SIDE)).isCloseTo(direct(noise(), SIDE), Offset.offset(1e-12));
        double[] flat = new double[SIDE * SIDE];
        java.util.Arrays.fill(flat, 1);
        assertThat(of(flat, SIDE)).isCloseTo(2 + 2 * 16, Offset.offset(1e-12));
    }

    @Test
    void smallMapsAreFree() {
        assertThat(of(new double[] {1, 1, 1, 1}, 2)).isZero();
    }

    @Test
    void gradientIsThatOfCentralDifferences() {
        try (Scope scope = new Scope()) {
            Tensor x = tensor(noise(), SIDE).requires_grad_(true);
            double[] gradient = Ops.doubles(Ops.gradient(NoiseRegularizer.of(x), x));
            for (int i = 0; i < gradient.length; i += 13) {
                double[] up = noise();
                up[i] += 1e-5;
                double[] down = noise();
                down[i] -= 1e-5;
                assertThat((of(up, SIDE) - of(down, SIDE)) / 2e-5)
                        .isCloseTo(gradient[i], Offset.offset(1e-9));
            }
        }
    }

    @Test
    void normalizedMapsHaveMeanZeroAndVarianceOne() {
        try (Scope scope = new Scope()) {
            Tensor x = Ops.add(Ops.mul(tensor(noise(), SIDE), 3), 2);
            NoiseRegularizer.normalize(x);
            assertThat(Ops.item(x.mean())).isCloseTo(0, Offset.offset(1e-12));
            assertThat(Ops.item(x.square().mean())).isCloseTo(1, Offset.offset(1e-9));
        }
    }
}

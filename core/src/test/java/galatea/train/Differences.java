package galatea.train;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;

/** Compares gradients with central differences, in double precision. */
final class Differences {
    private static final double STEP = 1e-6;

    private Differences() {}

    /**
     * Requires d(Σ f)/dx to agree at every element.
     *
     * @param f must give the same number at every call
     */
    static void assertGradient(UnaryOperator<Tensor> f, double[] x, long... shape) {
        try (Scope scope = new Scope()) {
            Tensor input = Ops.of(DType.FLOAT64, x, shape).requires_grad_(true);
            double[] gradient = Ops.doubles(Ops.gradient(f.apply(input).sum(), input));
            for (int i = 0; i < x.length; i++) {
                double slope = (value(f, x, i, STEP, shape) - value(f, x, i, -STEP, shape)) / 2e-6;
                assertThat(gradient[i])
                        .as("element %d", i)
                        .isCloseTo(slope, Offset.offset(1e-7 * Math.max(1, Math.abs(slope))));
            }
        }
    }

    private static double value(
            UnaryOperator<Tensor> f, double[] x, int element, double step, long... shape) {
        double[] moved = x.clone();
        moved[element] += step;
        return Ops.item(f.apply(Ops.of(DType.FLOAT64, moved, shape)).sum());
    }
}

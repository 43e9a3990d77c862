package galatea.model;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import java.util.function.Supplier;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Compares gradients with central differences along random directions of the parameters. */
final class GradientCheck {
    private static final double STEP = 1e-8; // hardly any ReLU changes side
    private static final double RELATIVE = 1e-5;
    private static final int DIRECTIONS = 3;

    private GradientCheck() {}

    /** Double precision only; {@code loss} must give the same number at every call. */
    static void assertMatchesDifferences(Parameters parameters, Supplier<Tensor> loss) {
        try (Scope scope = new Scope()) {
            parameters.zeroGradient();
            loss.get().backward();
            assertThat(Ops.item(parameters.gradient().norm())).isPositive();
            for (int i = 0; i < DIRECTIONS; i++) {
                Engine.seed(100 + i);
                Tensor direction = Ops.randn(parameters.dtype(), parameters.values().numel());
                double analytic = Ops.item(parameters.gradient().mul(direction).sum());
                double numeric = slope(parameters, direction, loss);
                double scale = Math.max(Math.abs(numeric), Ops.item(parameters.gradient().norm()));
                assertThat(analytic).isCloseTo(numeric, Offset.offset(RELATIVE * scale));
            }
        }
    }

    private static double slope(Parameters parameters, Tensor direction, Supplier<Tensor> loss) {
        move(parameters, direction, STEP);
        double above = Ops.item(loss.get());
        move(parameters, direction, -2 * STEP);
        double below = Ops.item(loss.get());
        move(parameters, direction, STEP);
        return (above - below) / (2 * STEP);
    }

    private static void move(Parameters parameters, Tensor direction, double step) {
        try (NoGradGuard noGrad = new NoGradGuard()) {
            parameters.values().add_(Ops.mul(direction, step));
        }
    }
}

package galatea.train;

import static galatea.testing.TensorAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import galatea.model.Discriminator;
import galatea.model.NetworkConfig;
import galatea.torch.DType;
import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import java.util.function.BiFunction;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Penalties of scores whose gradients are known by heart. */
class PenaltyTest {
    private static final double GAMMA = 10;

    /** D(x) = a·x. */
    private static FormulaDiscriminator linear(double... a) {
        return new FormulaDiscriminator(
                (x, weight) -> Ops.linear(x, weight, null).view(-1), a, 1, a.length);
    }

    /** D(x) = ½ xᵀAx. */
    private static FormulaDiscriminator quadratic(int n, double... a) {
        return new FormulaDiscriminator(
                (x, weight) -> Ops.mul(Ops.sum(x.mul(Ops.linear(x, weight, null)), 1), 0.5),
                a,
                n,
                n);
    }

    @Test
    void r1OfALinearScoreIsTheLengthOfItsWeights() {
        try (FormulaDiscriminator d = linear(1, 2, -2);
                Scope scope = new Scope()) {
            Tensor r1 = zeroCentred(d, images(3, 0.3, -0.1, 5));
            r1.backward();

            assertThat(Ops.item(r1)).isCloseTo(45, within(1e-9));
            assertThat(d.weightGradient()).hasValuesCloseTo(1e-9, 10, 20, -20);
        }
    }

    /** The gradient of a loss of the score would give 45 · σ(0)² = 11.25 here. */
    @Test
    void r1IsTakenOnTheRawScore() {
        try (FormulaDiscriminator d = linear(1, 2, -2);
                Scope scope = new Scope()) {
            Tensor atZero = images(3, 0, 0, 0);
            assertThat(Ops.item(d.forward(atZero, null, 0))).isZero();
            assertThat(Ops.item(zeroCentred(d, atZero))).isCloseTo(45, within(1e-9));
        }
    }

    @Test
    void r1OfAQuadraticScoreReachesTheWeights() {
        try (FormulaDiscriminator d = quadratic(2, 2, 1, 1, 3);
                Scope scope = new Scope()) {
            Tensor x = images(2, 1, -2);
            Tensor gradient = d.scoreWithGradient(x, null, 0, 1).gradient();
            assertThat(gradient).hasValuesCloseTo(1e-12, 0, -5);

            Tensor r1 = zeroCentred(d, x);
            r1.backward();
            assertThat(Ops.item(r1)).isCloseTo(125, within(1e-9));
            assertThat(d.weightGradient()).hasValuesCloseTo(1e-9, 0, -25, -25, 100);
        }
    }

    @Test
    void r1OfASaturatingScoreReachesTheWeights() {
        try (FormulaDiscriminator d =
                        new FormulaDiscriminator(
                                (x, a) -> Ops.linear(x, a, null).tanh().view(-1),
                                new double[] {0.3},
                                1,
                                1);
                Scope scope = new Scope()) {
            Tensor r1 = zeroCentred(d, images(1, 1));
            r1.backward();

            assertThat(Ops.item(r1)).isCloseTo(.3768640465, within(1e-9));
            assertThat(d.weightGradient()).hasValuesCloseTo(1e-9, 2.0732859770);
        }
    }

    @Test
    void r1IsAMeanOverImages() {
        try (FormulaDiscriminator d = quadratic(2, 2, 1, 1, 3);
                Scope scope = new Scope()) {
            double r1 = Ops.item(zeroCentred(d, images(2, 1, -2, 1, 0)));
            assertThat(r1).isCloseTo((125 + 5 * (4 + 1)) / 2.0, within(1e-9));
        }
    }

    @Test
    void oneCentredPenaltyOfALinearScoreIsKnownEverywhere() {
        try (FormulaDiscriminator d = linear(1, 2, -2);
                Scope scope = new Scope()) {
            Tensor penalty =
                    Penalty.oneCentred(
                            d, images(3, 1, 2, 3, 4, 5, 6), images(3, 0, 0, 0, 1, 1, 1), null, 0);
            penalty.backward();

            assertThat(Ops.item(penalty)).isCloseTo(4, within(1e-9));
            assertThat(d.weightGradient()).hasValuesCloseTo(1e-9, 4 / 3., 8 / 3., -8 / 3.);
        }
    }

    /** The gradient of ½‖x‖² is the point itself. */
    @Test
    void oneCentredPenaltyIsTakenBetweenRealsAndFakes() {
        try (FormulaDiscriminator d = quadratic(2, 1, 0, 0, 1);
                Scope scope = new Scope()) {
            Tensor there = images(2, 3, 4);
            assertThat(Ops.item(Penalty.oneCentred(d, there, there, null, 0)))
                    .isCloseTo(16, within(1e-9));
            for (int i = 0; i < 20; i++) {
                double value = Ops.item(Penalty.oneCentred(d, images(2, 2, 0), there, null, 0));
                assertThat(value).isBetween(1.0, 16.0);
            }
        }
    }

    @Test
    void oneCentredPenaltyHasAGradientWhereTheScoreIsFlat() {
        try (FormulaDiscriminator d = linear(0, 0, 0);
                Scope scope = new Scope()) {
            Tensor x = images(3, 1, 2, 3);
            Tensor penalty = Penalty.oneCentred(d, x, x, null, 0);
            penalty.backward();

            assertThat(Ops.item(penalty)).isCloseTo(1, within(1e-5));
            assertThat(d.weightGradient()).hasValuesCloseTo(0, 0, 0, 0);
        }
    }

    private static Tensor zeroCentred(Discriminator d, Tensor images) {
        Tensor gradient = d.scoreWithGradient(images, null, 0, 1).gradient();
        return Ops.mul(Penalty.zeroCentred(gradient), GAMMA);
    }

    /** [N, channels, 1, 1]. */
    private static Tensor images(int channels, double... values) {
        return Ops.of(DType.FLOAT64, values, values.length / channels, channels, 1, 1);
    }

    /** A score by a formula of the flattened images and one matrix. */
    private static final class FormulaDiscriminator implements Discriminator {
        private final Parameters parameters = new Parameters(DType.FLOAT64);
        private final Parameter weight;
        private final BiFunction<Tensor, Tensor, Tensor> formula;

        FormulaDiscriminator(
                BiFunction<Tensor, Tensor, Tensor> formula, double[] weights, int out, int in) {
            this.formula = formula;
            weight = parameters.parameter("weight", Init.ZEROS, out, in);
            parameters.allocate(0);
            try (Scope scope = new Scope();
                    NoGradGuard noGrad = new NoGradGuard()) {
                weight.tensor().copy_(Ops.of(DType.FLOAT64, weights, out, in));
            }
        }

        Tensor weightGradient() {
            return weight.tensor().grad();
        }

        @Override
        public NetworkConfig config() {
            return TinyTraining.style();
        }

        @Override
        public Parameters parameters() {
            return parameters;
        }

        @Override
        public Tensor forward(Tensor images, @Nullable Tensor labels, double lod, int parts) {
            return formula.apply(images.view(images.size(0), -1), weight.tensor());
        }
    }
}

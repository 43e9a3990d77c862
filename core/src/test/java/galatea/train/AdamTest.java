package galatea.train;

import static galatea.testing.TensorAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import galatea.torch.DType;
import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdamTest {
    private static final int CHUNK = 65_536;

    /** The formula of the paper, value by value. */
    private static final class PlainAdam {
        private final double[] theta;
        private final double[] m;
        private final double[] v;
        private int t;

        PlainAdam(double[] start) {
            theta = start.clone();
            m = new double[start.length];
            v = new double[start.length];
        }

        Tensor tensor(double[] values) {
            return Ops.of(DType.FLOAT64, values, values.length);
        }

        void step(double[] g, double rate, double beta1, double beta2, double epsilon) {
            t++;
            for (int i = 0; i < theta.length; i++) {
                m[i] = beta1 * m[i] + (1 - beta1) * g[i];
                v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
                double mean = m[i] / (1 - Math.pow(beta1, t));
                double square = v[i] / (1 - Math.pow(beta2, t));
                theta[i] -= rate * mean / (Math.sqrt(square) + epsilon);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0.99, 1e-8", "0.9, 0.999, 1e-8", "0.5, 0.99, 0.1", "0, 0, 1e-8"})
    void tenStepsFollowTheFormula(double beta1, double beta2, double epsilon) {
        try (Parameters parameters = parameters(DType.FLOAT64, 7);
                Adam adam = new Adam(parameters, beta1, beta2, epsilon);
                Scope scope = new Scope()) {
            PlainAdam plain = new PlainAdam(Ops.doubles(parameters.values()));
            for (int step = 0; step < 10; step++) {
                double[] g = gradient(parameters, step);
                double rate = 0.001 * (step + 1);
                adam.step(rate);
                plain.step(g, rate, beta1, beta2, epsilon);
            }
            assertThat(parameters.values()).isCloseTo(plain.tensor(plain.theta), 0, 1e-14);
            assertThat(adam.mean()).isCloseTo(plain.tensor(plain.m), 1e-14, 0);
            assertThat(adam.square()).isCloseTo(plain.tensor(plain.v), 1e-14, 0);
            assertThat(adam.time()).isEqualTo(10);
        }
    }

    /** From 0 with gradients 0.1 and −0.3, η = 2e-4, β₁ = 0.5, in double precision by hand. */
    @ParameterizedTest
    @CsvSource({"0.99, -5.122752831698e-05", "0.999, -5.095860836806e-05"})
    void twoStepsAreThoseComputedByHand(double beta2, double second) {
        try (Parameters parameters = parameters(DType.FLOAT64, 1);
                Adam adam = new Adam(parameters, 0.5, beta2, 1e-8)) {
            parameters.values().zero_();
            setGradient(parameters, i -> 0.1);
            adam.step(2e-4);
            assertThat(Ops.doubles(parameters.values())[0]).isCloseTo(-1.9999998e-4, within(1e-14));
            setGradient(parameters, i -> -0.3);
            adam.step(2e-4);
            assertThat(Ops.doubles(parameters.values())[0]).isCloseTo(second, within(1e-17));
            assertThat(Ops.doubles(adam.mean())[0]).isCloseTo(-0.125, within(1e-15));
        }
    }

    /** Nothing depends on where a pass ends. */
    @ParameterizedTest
    @ValueSource(ints = {CHUNK - 16, CHUNK, CHUNK + 16, 2 * CHUNK + 32})
    void everyValueOfALargeNetworkMoves(int size) {
        try (Parameters parameters = parameters(DType.FLOAT64, size);
                Adam adam = new Adam(parameters, 0.9, 0.99, 1e-8)) {
            PlainAdam plain = new PlainAdam(Ops.doubles(parameters.values()));
            for (int step = 0; step < 2; step++) {
                double[] g = gradient(parameters, step);
                adam.step(0.01);
                plain.step(g, 0.01, 0.9, 0.99, 1e-8);
            }
            assertThat(parameters.values()).hasValuesCloseTo(1e-14, plain.theta);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0.99", "0.9, 0.999", "0.5, 0.9"})
    void theFirstStepIsAsLongAsTheLearningRate(double beta1, double beta2) {
        try (Parameters parameters = parameters(DType.FLOAT64, 4);
                Adam adam = new Adam(parameters, beta1, beta2, 1e-8)) {
            setGradient(parameters, i -> new double[] {1000, -0.5, 1e-3, -70}[i % 4]);
            double[] before = Ops.doubles(parameters.values());
            adam.step(0.25);
            double[] after = Ops.doubles(parameters.values());
            for (int i = 0; i < 4; i++) {
                double expected = i % 2 == 0 ? -0.25 : 0.25;
                assertThat(after[i] - before[i]).isCloseTo(expected, within(1e-5));
            }
        }
    }

    @Test
    void epsilonIsAddedOutsideTheRoot() {
        try (Parameters parameters = parameters(DType.FLOAT64, 1);
                Adam adam = new Adam(parameters, 0, 0.99, 3)) {
            setGradient(parameters, i -> 1);
            double before = Ops.doubles(parameters.values())[0];
            adam.step(1);
            assertThat(Ops.doubles(parameters.values())[0] - before)
                    .isCloseTo(-0.25, within(1e-12));
        }
    }

    @Test
    void nothingMovesWithoutAGradient() {
        try (Parameters parameters = parameters(DType.FLOAT32, 9);
                Adam adam = new Adam(parameters, 0, 0.99, 1e-8)) {
            float[] before = Ops.floats(parameters.values());
            adam.step(0.1);
            assertThat(Ops.floats(parameters.values())).isEqualTo(before);
        }
    }

    @Test
    void resetStartsAfresh() {
        try (Parameters parameters = parameters(DType.FLOAT64, 5);
                Parameters fresh = parameters(DType.FLOAT64, 5);
                Adam adam = new Adam(parameters, 0.9, 0.99, 1e-8);
                Adam freshAdam = new Adam(fresh, 0.9, 0.99, 1e-8)) {
            gradient(parameters, 3);
            adam.step(0.1);
            adam.reset();
            assertThat(adam.time()).isZero();
            assertThat(Ops.doubles(adam.mean())).containsOnly(0);
            assertThat(Ops.doubles(adam.square())).containsOnly(0);

            fresh.copyFrom(parameters);
            gradient(parameters, 4);
            gradient(fresh, 4);
            adam.step(0.1);
            freshAdam.step(0.1);
            assertThat(parameters.values()).isCloseTo(fresh.values(), 0, 0);
        }
    }

    /** A trap in the engine's own optimiser is to have the two β the wrong way round. */
    @Test
    void betasAreNotInterchanged() {
        try (Parameters parameters = parameters(DType.FLOAT64, 1);
                Adam adam = new Adam(parameters, 0, 0.99, 1e-8)) {
            setGradient(parameters, i -> 1);
            adam.step(1);
            assertThat(Ops.doubles(adam.mean())[0]).isCloseTo(1, within(1e-12));
            assertThat(Ops.doubles(adam.square())[0]).isCloseTo(0.01, within(1e-12));
        }
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        try (Parameters parameters = parameters(DType.FLOAT32, 1)) {
            assertThatThrownBy(() -> new Adam(parameters, 1, 0, 1))
                    .hasMessage("beta1 must be in [0, 1): 1.0");
            assertThatThrownBy(() -> new Adam(parameters, 0, -0.1, 1))
                    .hasMessage("beta2 must be in [0, 1): -0.1");
            assertThatThrownBy(() -> new Adam(parameters, 0, 0, 0))
                    .hasMessage("epsilon must be positive: 0.0");
        }
    }

    private static Parameters parameters(DType dtype, int size) {
        Parameters parameters = new Parameters(dtype);
        parameters.parameter("x", Init.normal(1), size);
        parameters.allocate(1);
        return parameters;
    }

    /** Sets another gradient at every step, whose sizes span six decades. */
    private static double[] gradient(Parameters parameters, int step) {
        return setGradient(parameters, i -> Math.sin(1 + i + 3.7 * step) * Math.pow(10, i % 7 - 3));
    }

    private static double[] setGradient(Parameters parameters, IntToDoubleFunction value) {
        int size = Math.toIntExact(parameters.gradient().numel());
        int used = Math.toIntExact(parameters.count());
        double[] g = IntStream.range(0, used).mapToDouble(value).toArray();
        double[] padded = Arrays.copyOf(g, size);
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            parameters.gradient().copy_(Ops.of(DType.FLOAT64, padded, size));
        }
        return padded;
    }
}

package galatea.model.style2;

import static galatea.testing.TensorAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import galatea.nn.Fir;
import galatea.nn.ModulatedConv2d;
import galatea.nn.PointwiseConv2d;
import galatea.testing.OneThread;
import galatea.torch.Convolutions;
import galatea.torch.DType;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The layers of StyleGAN2 against their formulas, picture by picture, in plain Java. */
@ExtendWith(OneThread.class)
class ModulatedConvTest {
    private static final double EXACT = 1e-12;
    private static final double[] TAPS = {0.125, 0.375, 0.375, 0.125};
    private static final double[] BIAS = {0.5, -2};
    private static final double GAIN = 1.5;
    private static final int N = 3;
    private static final int IN = 4;
    private static final int OUT = 2;
    private static final int SIDE = 5;

    private final Parameters parameters = new Parameters(DType.FLOAT64);
    private @Nullable Scope scope;

    private void compute() {
        parameters.allocate(5);
        scope = new Scope();
        Engine.seed(6);
    }

    @AfterEach
    void close() {
        if (scope != null) {
            scope.close();
            parameters.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void equalsAConvolutionWithTheKernelOfEachPicture(int k) {
        ModulatedConv2d conv =
                k == 1
                        ? ModulatedConv2d.pointwise(parameters, "conv", IN, OUT)
                        : ModulatedConv2d.same(parameters, "conv", IN, OUT);
        compute();
        Tensor x = Ops.randn(DType.FLOAT64, N, IN, SIDE, SIDE);
        Tensor s = Ops.randn(DType.FLOAT64, N, IN);
        double[][][][] w = kernel(false, k);
        double[] expected = new double[N * OUT * SIDE * SIDE];
        for (int n = 0; n < N; n++) {
            for (int o = 0; o < OUT; o++) {
                double[][][] own = modulated(w[o], Ops.doubles(s), n);
                for (int p = 0; p < SIDE * SIDE; p++) {
                    double sum = 0;
                    for (int t = 0; t < IN * k * k; t++) {
                        int row = p / SIDE + t / k % k - k / 2;
                        int column = p % SIDE + t % k - k / 2;
                        sum += own[t / k / k][t / k % k][t % k] * at(x, n, t / k / k, row, column);
                    }
                    expected[(n * OUT + o) * SIDE * SIDE + p] = GAIN * sum + BIAS[o];
                }
            }
        }
        assertThat(batch(conv, x, s)).hasValuesCloseTo(EXACT, expected);
        assertThat(oneByOne(conv, x, s)).hasValuesCloseTo(EXACT, expected);
    }

    /** Zeros between the pixels, the kernel turned as in a true convolution, then the filter. */
    @Test
    void upsamplingEqualsTheSumOverPixels() {
        ModulatedConv2d conv = ModulatedConv2d.up(parameters, "conv", IN, OUT);
        compute();
        Tensor x = Ops.randn(DType.FLOAT64, N, IN, SIDE, SIDE);
        Tensor s = Ops.randn(DType.FLOAT64, N, IN);
        double[][][][] w = kernel(true, 3);
        int side = 2 * SIDE;
        double[] expected = new double[N * OUT * side * side];
        for (int n = 0; n < N; n++) {
            for (int o = 0; o < OUT; o++) {
                double[][][] own = modulated(w[o], Ops.doubles(s), n);
                double[][] spread = spread(x, n, own);
                for (int p = 0; p < side * side; p++) {
                    double sum = 0;
                    for (int t = 0; t < 16; t++) {
                        double factor = 4 * TAPS[t / 4] * TAPS[t % 4];
                        sum += factor * at(spread, p / side + t / 4 - 1, p % side + t % 4 - 1);
                    }
                    expected[(n * OUT + o) * side * side + p] = GAIN * sum + BIAS[o];
                }
            }
        }
        assertThat(batch(conv, x, s)).hasValuesCloseTo(EXACT, expected);
        assertThat(oneByOne(conv, x, s)).hasValuesCloseTo(EXACT, expected);
    }

    /** Transposed convolution of stride 2: [2 SIDE + 1, 2 SIDE + 1]. */
    private static double[][] spread(Tensor x, int n, double[][][] kernel) {
        double[][] sums = new double[2 * SIDE + 1][2 * SIDE + 1];
        for (int i = 0; i < IN; i++) {
            for (int p = 0; p < SIDE * SIDE * 9; p++) {
                int row = p / 9 / SIDE;
                int column = p / 9 % SIDE;
                sums[2 * row + p % 9 / 3][2 * column + p % 3] +=
                        at(x, n, i, row, column) * kernel[i][p % 9 / 3][p % 3];
            }
        }
        return sums;
    }

    @Test
    void demodulationGivesKernelsOfLengthOneWhateverTheScaleOfTheStyle() {
        ModulatedConv2d conv = ModulatedConv2d.same(parameters, "conv", IN, OUT);
        compute();
        Tensor x = Ops.randn(DType.FLOAT64, N, IN, SIDE, SIDE);
        Tensor s = Ops.randn(DType.FLOAT64, N, IN);
        assertThat(batch(conv, x, Ops.mul(s, 1000))).isCloseTo(batch(conv, x, s), 1e-6, 1e-9);
        assertThat(oneByOne(conv, x, Ops.mul(s, 1000))).isCloseTo(oneByOne(conv, x, s), 1e-6, 1e-9);
        Tensor none = Ops.zeros(DType.FLOAT64, N, IN); // 1/√ε, and no division by zero
        assertThat(conv.demodulation(none))
                .isCloseTo(Ops.mul(Ops.ones(DType.FLOAT64, N, OUT), 1e4), 0, 1e-7);
        Tensor flat = Ops.of(DType.FLOAT64, BIAS, 1, OUT, 1, 1).expand(N, OUT, SIDE, SIDE);
        assertThat(batch(conv, x, none)).isCloseTo(flat, 0, 0);
        assertThat(oneByOne(conv, x, none)).isCloseTo(flat, 0, 0);
    }

    @Test
    void upsamplingFilterKeepsTheMeanOfPictures() {
        compute();
        Tensor flat = Ops.ones(DType.FLOAT64, 1, 2, SIDE, SIDE);
        Tensor up = Fir.up(flat); // [1, 2, 10, 10]
        assertThat(up).hasShape(1, 2, 2 * SIDE, 2 * SIDE);
        Tensor inside = up.narrow(2, 2, 6).narrow(3, 2, 6);
        assertThat(inside).isCloseTo(Ops.ones(DType.FLOAT64, 1, 2, 6, 6), 0, EXACT);
        double corner = Ops.doubles(up)[0];
        assertThat(corner).isCloseTo(0.75 * 0.75, Offset.offset(EXACT)); // zeros around
    }

    /** ⟨up(x), y⟩ = 4 ⟨x, down(y)⟩: the filter is symmetric, so up is the transpose of down. */
    @Test
    void upsamplingIsFourTimesTheTransposeOfDownsampling() {
        compute();
        Tensor x = Ops.randn(DType.FLOAT64, 2, 3, 4, 4);
        Tensor y = Ops.randn(DType.FLOAT64, 2, 3, 8, 8);
        double left = Ops.item(Fir.up(x).mul(y).sum());
        double right = 4 * Ops.item(x.mul(Fir.down(y)).sum());
        assertThat(left).isCloseTo(right, Offset.offset(EXACT * 100));
    }

    /** Filtering with padding 1 at every second pixel is downsampling. */
    @ParameterizedTest
    @CsvSource({"4", "10"})
    void downsamplingIsTheFilterAtEverySecondPixel(int side) {
        compute();
        Tensor x = Ops.randn(DType.FLOAT64, 2, 3, side, side);
        double[] whole = Ops.doubles(Fir.filter(x, null, 1)); // [2, 3, side − 1, side − 1]
        int half = side / 2;
        double[] expected = new double[6 * half * half];
        for (int i = 0; i < expected.length; i++) {
            int row = 2 * (i / half % half);
            int column = 2 * (i % half);
            expected[i] =
                    whole[i / half / half * (side - 1) * (side - 1) + row * (side - 1) + column];
        }
        assertThat(Fir.down(x)).hasValuesCloseTo(EXACT, expected);
    }

    @Test
    void pointwiseConvolutionEqualsAConvolution() {
        PointwiseConv2d conv = new PointwiseConv2d(parameters, "conv", IN, OUT, Math.sqrt(2));
        compute();
        Tensor x = Ops.channelsLast(Ops.randn(DType.FLOAT64, N, IN, SIDE, SIDE));
        Tensor bias = Ops.randn(DType.FLOAT64, OUT);
        Tensor weight = Ops.mul(parameters.named("conv/weight").tensor(), Math.sqrt(2.0 / IN));
        assertThat(conv.forward(x, bias))
                .isCloseTo(Convolutions.conv2d(x, weight, bias, 0), 0, EXACT);
    }

    private static Tensor batch(ModulatedConv2d conv, Tensor x, Tensor s) {
        return conv.forward(x, s, GAIN, Ops.of(DType.FLOAT64, BIAS, OUT));
    }

    private static Tensor oneByOne(ModulatedConv2d conv, Tensor x, Tensor s) {
        Tensor[] parts = new Tensor[N];
        for (int n = 0; n < N; n++) {
            parts[n] = batch(conv, x.narrow(0, n, 1), s.narrow(0, n, 1));
        }
        return Ops.cat(0, parts);
    }

    /** Kernels by output, input, row and column. */
    private double[][][][] kernel(boolean inFirst, int k) {
        double[] values = Ops.doubles(parameters.named("conv/weight").tensor());
        double[][][][] kernel = new double[OUT][IN][k][k];
        for (int i = 0; i < values.length; i++) {
            int a = i / k / k;
            int o = inFirst ? a % OUT : a / IN;
            int in = inFirst ? a / OUT : a % IN;
            kernel[o][in][i / k % k][i % k] = values[i];
        }
        return kernel;
    }

    /** The kernel of one picture: scaled by its style and, but for 1×1, divided by its length. */
    private static double[][][] modulated(double[][][] kernel, double[] s, int n) {
        int k = kernel[0].length;
        double[][][] own = new double[IN][k][k];
        double sum = 1e-8;
        for (int t = 0; t < IN * k * k; t++) {
            double w = s[n * IN + t / k / k] * kernel[t / k / k][t / k % k][t % k];
            own[t / k / k][t / k % k][t % k] = w;
            sum += w * w;
        }
        for (int t = 0; t < IN * k * k; t++) {
            own[t / k / k][t / k % k][t % k] /= k == 1 ? 1 : Math.sqrt(sum);
        }
        return own;
    }

    private static double at(Tensor x, int n, int channel, int row, int column) {
        boolean inside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
        return inside ? Ops.doubles(x)[((n * IN + channel) * SIDE + row) * SIDE + column] : 0;
    }

    private static double at(double[][] x, int row, int column) {
        boolean inside = row >= 0 && row < x.length && column >= 0 && column < x.length;
        return inside ? x[row][column] : 0;
    }
}

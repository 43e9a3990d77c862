package galatea.reference;

import static galatea.testing.TensorAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import galatea.model.style.StyleConfig;
import galatea.model.style.StyleGenerator;
import galatea.nn.AdaIn;
import galatea.nn.Blur;
import galatea.nn.EqualizedConv2d;
import galatea.nn.EqualizedLinear;
import galatea.nn.MinibatchStdDev;
import galatea.nn.PixelNorm;
import galatea.nn.ResamplingConv2d;
import galatea.testing.OneThread;
import galatea.torch.Convolutions;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Identities and single values of the layers, computed outside, in double precision. */
@ExtendWith(OneThread.class)
class LayerIdentitiesTest {
    private static final double EXACT = 1e-12;

    private final Parameters parameters = new Parameters(DType.FLOAT64);
    private @Nullable Scope scope;

    /** Ends the declaration of layers: from here on, tensors may be made. */
    private void compute() {
        parameters.allocate(5);
        scope = new Scope();
    }

    @AfterEach
    void close() {
        if (scope != null) {
            scope.close();
            parameters.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "512, 1.4142135623730951, 0.01, 100, 0.000625",
        "512, 1, 1, 1, 0.0441941738",
        "8192, 1.4142135623730951, 1, 1, 0.015625"
    })
    void scalesTheWeightsOfLinearLayers(
            int in, double gain, double lrmul, double deviation, double coefficient) {
        EqualizedLinear layer = new EqualizedLinear(parameters, "layer", in, 512, gain, lrmul);
        compute();
        Tensor weight = parameters.trained().get(0).tensor();
        assertThat(deviationOf(weight)).isCloseTo(deviation, within(0.01 * deviation));
        fill(0, 1);
        fill(1, 1);
        Tensor y = layer.forward(oneHot(in).view(1, in)); // coefficient + lrmul
        assertThat(Ops.item(y.select(1, 7))).isCloseTo(coefficient + lrmul, within(1e-10));
    }

    @ParameterizedTest
    @CsvSource({
        "512, 3, 1.4142135623730951, 0.0208333333",
        "256, 3, 1.4142135623730951, 0.0294627825",
        "128, 3, 1.4142135623730951, 0.0416666667",
        "64, 3, 1.4142135623730951, 0.0589255651",
        "32, 3, 1.4142135623730951, 0.0833333333",
        "16, 3, 1.4142135623730951, 0.1178511302",
        "512, 1, 1, 0.0441941738",
        "16, 1, 1, 0.25",
        "3, 1, 1.4142135623730951, 0.8164965809",
        "1, 1, 1.4142135623730951, 1.4142135624",
        "513, 3, 1.4142135623730951, 0.0208130180"
    })
    void scalesTheWeightsOfConvolutions(int in, int kernel, double gain, double coefficient) {
        EqualizedConv2d layer = new EqualizedConv2d(parameters, "layer", in, 2, kernel, gain);
        compute();
        fill(0, 1);
        Tensor y = layer.forward(oneHot(in).view(1, in, 1, 1), null);
        assertThat(y).hasShape(1, 2, 1, 1).hasValuesCloseTo(1e-10, coefficient, coefficient);
    }

    @Test
    void drawsConvolutionWeightsWithUnitDeviation() {
        new EqualizedConv2d(parameters, "layer", 64, 64, 3, 1);
        compute();
        Tensor weight = parameters.trained().get(0).tensor();
        assertThat(deviationOf(weight)).isCloseTo(1, within(0.01));
    }

    /** Found as a bug: the filter was always in single precision. */
    @ParameterizedTest
    @EnumSource(DType.class)
    void constantsHaveThePrecisionOfTheFeatures(DType dtype) {
        compute();
        Tensor x = Ops.ones(dtype, 1, 1, 2, 2);
        Tensor y = Blur.apply(x, null);
        assertThat(y.scalar_type().intern()).isEqualTo(x.scalar_type().intern());
    }

    @Test
    void blurDarkensBorders() {
        compute();
        Tensor y = Blur.apply(Ops.ones(DType.FLOAT64, 1, 1, 4, 4), null);
        double c = 0.5625;
        double e = 0.75;
        assertThat(y)
                .hasShape(1, 1, 4, 4)
                .hasValuesCloseTo(EXACT, c, e, e, c, e, 1, 1, e, e, 1, 1, e, c, e, e, c);
    }

    @Test
    void blurOfAnUpsampledImpulseIsBilinear() {
        compute();
        Tensor impulse = Tensors.formula(DType.FLOAT64, i -> i == 4 ? 1 : 0, 1, 1, 3, 3);
        Tensor y = Blur.apply(Ops.upsampleNearest(impulse, 2), null);
        double[] taps = {0, 1, 3, 3, 1, 0};
        Tensor expected =
                Tensors.formula(DType.FLOAT64, i -> taps[i / 6] * taps[i % 6] / 16, 1, 1, 6, 6);
        assertThat(y).isCloseTo(expected, 0, EXACT);
    }

    @Test
    void gradientOfBlurIsBlur() {
        compute();
        Tensor x = random(1, 2, 3, 5, 4).requires_grad_(true);
        Tensor direction = random(2, 2, 3, 5, 4);
        Tensor gradient = Ops.gradient(Blur.apply(x, null).mul(direction), x);
        assertThat(gradient).isCloseTo(Blur.apply(direction, null), 0, EXACT);
    }

    @Test
    void upConvolutionIsUpsamplingThenConvolution() {
        ResamplingConv2d up = ResamplingConv2d.up(parameters, "layer", 3, 4, 1);
        compute();
        Tensor x = random(1, 2, 3, 5, 6);
        Tensor kernel = Ops.mul(weight().permute(1, 0, 2, 3), 1 / Math.sqrt(27));
        Tensor expected = Convolutions.conv2d(Ops.upsampleNearest(x, 2), kernel, null, 1);
        assertThat(up.forward(x, null)).isCloseTo(expected, 0, EXACT);
    }

    /** The official fused layers use the sum of the four shifts of the kernel as it is stored. */
    @Test
    void upConvolutionIsTheOfficialFusedOneOfTheTurnedKernel() {
        ResamplingConv2d up = ResamplingConv2d.up(parameters, "layer", 3, 4, 1);
        compute();
        Tensor x = random(1, 2, 3, 5, 6);
        Tensor shifts = sumOfShifts(Ops.mul(weight(), 1 / Math.sqrt(27)).flip(2, 3));
        assertThat(up.forward(x, null)).isCloseTo(Convolutions.convUp(x, shifts, null), 0, EXACT);
        Tensor unturned = sumOfShifts(Ops.mul(weight(), 1 / Math.sqrt(27)));
        double error =
                Ops.item(
                        Convolutions.convUp(x, unturned, null)
                                .sub(up.forward(x, null))
                                .abs()
                                .max());
        assertThat(error).isGreaterThan(0.1);
    }

    @Test
    void downConvolutionIsConvolutionThenBoxMean() {
        ResamplingConv2d down = ResamplingConv2d.down(parameters, "layer", 3, 4, 1);
        compute();
        Tensor x = random(1, 2, 3, 6, 8);
        Tensor kernel = Ops.mul(weight(), 1 / Math.sqrt(27));
        Tensor expected = Ops.averagePool2(Convolutions.conv2d(x, kernel, null, 1));
        assertThat(down.forward(x, null)).isCloseTo(expected, 0, EXACT);
        Tensor fused = Ops.mul(sumOfShifts(kernel), 0.25);
        assertThat(down.forward(x, null))
                .isCloseTo(Convolutions.convDown(x, fused, null), 0, EXACT);
    }

    @Test
    void pixelNormScalesToUnitMeanSquare() {
        compute();
        Tensor y = PixelNorm.apply(Tensors.formula(DType.FLOAT64, i -> i + 1, 1, 8));
        assertThat(y)
                .hasValuesCloseTo(
                        1e-10,
                        0.1980295086,
                        0.3960590171,
                        0.5940885257,
                        0.7921180342,
                        0.9901475428,
                        1.1881770513,
                        1.3862065599,
                        1.5842360685);
        assertThat(Ops.item(y.square().mean())).isCloseTo(0.9999999996078432, within(EXACT));
    }

    @Test
    void adaInNormalisesThenStyles() {
        compute();
        Tensor x = Ops.of(DType.FLOAT64, new double[] {1, 2, 3, 6}, 1, 1, 2, 2);
        Tensor scale = Ops.of(DType.FLOAT64, new double[] {1.5}, 1, 1);
        Tensor shift = Ops.of(DType.FLOAT64, new double[] {-1}, 1, 1);
        assertThat(AdaIn.apply(x, scale, shift, 1e-8))
                .hasValuesCloseTo(
                        EXACT, -2.603567449183736, -1.801783724591868, -1.0, 1.4053511737756037);
    }

    /** One small and one large enough for the fused kernel. */
    @ParameterizedTest
    @CsvSource({"8, 3", "64, 4"})
    void adaInSetsMeanAndDeviationInBothImplementations(int side, int channels) {
        compute();
        Tensor x = Ops.channelsLast(random(1, 2, channels, side, side)).requires_grad_(true);
        Tensor scale = random(2, 2, channels).requires_grad_(true);
        Tensor shift = random(3, 2, channels).requires_grad_(true);
        Tensor y = AdaIn.apply(x, scale, shift, 1e-8);
        assertThat(Ops.mean(y, 2, 3).view(2, -1)).isCloseTo(shift, 0, EXACT);
        Tensor mean = Ops.mean(x, 2, 3);
        Tensor variance = Ops.mean(x.sub(mean).square(), 2, 3);
        Tensor factor = Ops.add(variance, 1e-8).rsqrt().mul(scale.view(2, -1, 1, 1));
        Tensor plain = x.sub(mean).mul(factor).add(shift.view(2, -1, 1, 1));
        assertThat(y).isCloseTo(plain, 0, EXACT);
        Tensor direction = random(4, 2, channels, side, side);
        for (Tensor input : new Tensor[] {x, scale, shift}) {
            Tensor gradient = Ops.gradient(y.mul(direction), input);
            Tensor expected = Ops.gradient(plain.mul(direction), input);
            assertThat(gradient).isCloseTo(expected, 0, 1e-10);
        }
    }

    @Test
    void minibatchDeviationIsPerGroup() {
        compute();
        Tensor x = Tensors.formula(DType.FLOAT64, i -> i * i / 10.0, 8, 2, 1, 1);
        double a = 6.0310988851;
        double b = 7.7697174623;
        assertThat(MinibatchStdDev.append(x, 1, 4).narrow(1, 2, 1))
                .hasValuesCloseTo(1e-10, a, b, a, b, a, b, a, b);
        double c = 1.6165151421;
        assertThat(MinibatchStdDev.append(x.narrow(0, 0, 4), 1, 4).narrow(1, 2, 1))
                .hasValuesCloseTo(1e-10, c, c, c, c);
    }

    @Test
    void minibatchDeviationOfEqualImagesIsTheRootOfEpsilon() {
        compute();
        Tensor x = Ops.ones(DType.FLOAT64, 4, 3, 2, 2);
        Tensor y = MinibatchStdDev.append(x, 1, 4).narrow(1, 3, 1);
        assertThat(y).isCloseTo(Ops.mul(Ops.ones(DType.FLOAT64, 4, 1, 2, 2), 1e-4), 0, 1e-15);
    }

    @ParameterizedTest
    @CsvSource({
        "-5, 0.0067153485",
        "5, 5.0067153485",
        "-1, 0.3132616875",
        "1, 1.3132616875",
        "0, 0.6931471806",
        "0.5, 0.9740769842",
        "-0.5, 0.4740769842",
        "2, 2.1269280110",
        "-2, 0.1269280110",
        "100, 100",
        "-100, 0"
    })
    void softplusIsStable(double x, double expected) {
        compute();
        Tensor y = Ops.softplus(Ops.of(DType.FLOAT64, new double[] {x}, 1));
        assertThat(y).hasValuesCloseTo(1e-10, expected);
    }

    @Test
    void penaltyOfALinearScoreIsItsSquaredSlope() {
        compute();
        Tensor a = leaf(1, 2, -2);
        Tensor x = leaf(0.5, -1, 3);
        Tensor penalty = penalty(a.mul(x).sum(), x);
        assertThat(Ops.item(penalty)).isCloseTo(45, within(EXACT));
        penalty.backward();
        assertThat(a.grad()).hasValuesCloseTo(EXACT, 10, 20, -20);
    }

    @Test
    void penaltyOfAQuadraticScoreDependsOnTheImage() {
        compute();
        Tensor a = Ops.of(DType.FLOAT64, new double[] {2, 1, 1, 3}, 2, 2).requires_grad_(true);
        Tensor x = leaf(1, -2);
        Tensor score = Ops.mul(x.view(1, 2).matmul(a).matmul(x.view(2, 1)).sum(), 0.5);
        Tensor penalty = penalty(score, x);
        assertThat(Ops.item(penalty)).isCloseTo(125, within(EXACT));
        penalty.backward();
        assertThat(a.grad()).hasValuesCloseTo(EXACT, 0, -25, -25, 100);
    }

    @Test
    void penaltyOfASaturatingScoreHasASecondDerivative() {
        compute();
        Tensor a = leaf(0.3);
        Tensor x = leaf(1);
        Tensor penalty = penalty(a.mul(x).tanh().sum(), x);
        assertThat(Ops.item(penalty)).isCloseTo(0.3768640465, within(1e-10));
        penalty.backward();
        assertThat(a.grad()).hasValuesCloseTo(1e-10, 2.0732859770);
    }

    /** The well-known mistake: the gradient of the loss in place of the gradient of the score. */
    @Test
    void penaltyOfTheLossInsteadOfTheScoreWouldBeAnother() {
        compute();
        Tensor a = leaf(1, 2, -2);
        Tensor x = leaf(0, 0, 0);
        Tensor loss = Ops.softplus(a.mul(x).sum().neg());
        assertThat(Ops.item(penalty(loss, x))).isCloseTo(11.25, within(EXACT));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.005", "10, 0.04888987", "100, 0.39422956"})
    void averageOfWApproachesAConstantMean(int updates, double share) {
        StyleConfig config = StyleConfig.paper(4, 1).withFmaps(4, 2).withMapping(4, 1);
        try (StyleGenerator g = new StyleGenerator(config, DType.FLOAT64, 0)) {
            for (int i = 0; i < updates; i++) {
                try (Scope step = new Scope();
                        NoGradGuard noGrad = new NoGradGuard()) {
                    g.trainingForward(random(1, 4, 4), null, 0, new SplittableRandom(i));
                }
            }
            try (Scope check = new Scope()) {
                Tensor mean = Ops.mean(g.mapping().forward(random(1, 4, 4), null), 0).view(-1);
                assertThat(g.wAverage()).isCloseTo(Ops.mul(mean, share), 1e-7, 0);
            }
        }
    }

    private static Offset<Double> within(double offset) {
        return Offset.offset(offset);
    }

    private static Tensor penalty(Tensor score, Tensor x) {
        return Ops.mul(Ops.gradient(score, x).square().sum(), 5);
    }

    private static Tensor leaf(double... values) {
        return Ops.of(DType.FLOAT64, values, values.length).requires_grad_(true);
    }

    private static Tensor random(long seed, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        return Tensors.formula(DType.FLOAT64, i -> 2 * random.nextDouble() - 1, shape);
    }

    private static Tensor oneHot(int length) {
        return Tensors.formula(DType.FLOAT64, i -> i == 0 ? 1 : 0, length);
    }

    private static double deviationOf(Tensor x) {
        return Math.sqrt(Ops.item(x.square().mean()));
    }

    private Tensor weight() {
        return parameters.trained().get(0).tensor().detach();
    }

    private void fill(int index, double value) {
        try (NoGradGuard noGrad = new NoGradGuard()) {
            Tensor tensor = parameters.trained().get(index).tensor();
            tensor.copy_(Ops.mul(Ops.ones(DType.FLOAT64, tensor.shape()), value));
        }
    }

    /** Zero-padded to 4 by 4 in four ways, added: [a, b, 3, 3] → [a, b, 4, 4]. */
    private static Tensor sumOfShifts(Tensor kernel) {
        long a = kernel.size(0);
        long b = kernel.size(1);
        Tensor column = Ops.zeros(DType.FLOAT64, a, b, 3, 1);
        Tensor wide = Ops.cat(3, kernel, column).add(Ops.cat(3, column, kernel));
        Tensor row = Ops.zeros(DType.FLOAT64, a, b, 1, 4);
        return Ops.cat(2, wide, row).add(Ops.cat(2, row, wide));
    }
}

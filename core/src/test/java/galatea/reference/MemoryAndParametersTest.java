package galatea.reference;

import static galatea.testing.LeakCheck.assertLeavesNothingBehind;
import static galatea.testing.TensorAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.model.LayerTap;
import galatea.model.Noise;
import galatea.model.style.StyleConfig;
import galatea.model.style.StyleDiscriminator;
import galatea.model.style.StyleGenerator;
import galatea.nn.AdaIn;
import galatea.testing.OneThread;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What networks leave behind, and how their parameters and gradients lie in one buffer. */
@ExtendWith(OneThread.class)
class MemoryAndParametersTest {
    private static final StyleConfig CONFIG =
            StyleConfig.paper(16, 3).withFmaps(64, 8).withMapping(8, 2);

    private StyleGenerator g;
    private StyleDiscriminator d;

    @BeforeEach
    void build() {
        g = new StyleGenerator(CONFIG, DType.FLOAT32, 1);
        d = new StyleDiscriminator(CONFIG, DType.FLOAT32, 2);
    }

    @AfterEach
    void close() {
        g.close();
        d.close();
    }

    @Test
    void synthesisLeavesNothingBehind() {
        assertLeavesNothingBehind(
                () -> {
                    try (Scope scope = new Scope();
                            NoGradGuard noGrad = new NoGradGuard()) {
                        Tensor ws = g.broadcast(g.mapping().forward(latents(), null));
                        Noise noise = g.synthesis().storedNoise();
                        Ops.floats(g.synthesis().forward(ws, noise, 0.5, LayerTap.NONE));
                    }
                });
    }

    @Test
    void trainingForwardLeavesNothingBehind() {
        assertLeavesNothingBehind(
                () -> {
                    try (Scope scope = new Scope()) {
                        Tensor image =
                                g.trainingForward(latents(), null, 0, new SplittableRandom(3));
                        Ops.softplus(d.forward(image, null, 0).neg()).mean().backward();
                    }
                });
    }

    @Test
    void penaltyLeavesNothingBehind() {
        assertLeavesNothingBehind(this::penaltyBackward);
    }

    /** One small and one large enough for the fused kernel. */
    @ParameterizedTest
    @ValueSource(ints = {8, 64})
    void adaInLeavesNothingBehind(int side) {
        assertLeavesNothingBehind(
                () -> {
                    try (Scope scope = new Scope()) {
                        Tensor x = Ops.randn(DType.FLOAT32, 2, 4, side, side).requires_grad_(true);
                        Tensor style = Ops.randn(DType.FLOAT32, 2, 4);
                        AdaIn.apply(x, style, style, 1e-8).sum().backward();
                    }
                });
    }

    @Test
    void buildingAndClosingANetworkLeavesNothingBehind() {
        assertLeavesNothingBehind(() -> new StyleGenerator(CONFIG, DType.FLOAT32, 0).close());
    }

    @Test
    void networksCannotBeBuiltInsideAScope() {
        try (Scope scope = new Scope()) {
            assertThatThrownBy(() -> new StyleGenerator(CONFIG, DType.FLOAT32, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("outside any Scope");
        }
    }

    @Test
    void keptTensorsPassToTheEnclosingScope() {
        Tensor kept;
        Tensor lost;
        try (Scope outer = new Scope()) {
            try (Scope middle = new Scope()) {
                try (Scope inner = new Scope()) {
                    kept = middle.keep(inner.keep(Ops.ones(DType.FLOAT32, 3)));
                    lost = Ops.ones(DType.FLOAT32, 3);
                }
                assertThat(lost.isNull()).isTrue();
                assertThat(kept).hasValuesCloseTo(0, 1, 1, 1);
            }
            assertThat(kept).hasValuesCloseTo(0, 1, 1, 1);
        }
        assertThat(kept.isNull()).isTrue();
    }

    @Test
    void keptTensorsPassToTheCallerWithoutAnEnclosingScope() {
        Tensor kept;
        try (Scope scope = new Scope()) {
            kept = scope.keep(Ops.ones(DType.FLOAT32, 3));
        }
        assertThat(kept).hasValuesCloseTo(0, 1, 1, 1);
        kept.close();
        assertThat(kept.isNull()).isTrue();
    }

    @Test
    void backwardAccumulatesInTheFlatBuffer() {
        penaltyBackward();
        Parameters parameters = d.parameters();
        float[] once = Ops.floats(parameters.gradient());
        assertThat(parameters.count()).isLessThanOrEqualTo(once.length);
        assertGradientsLieIn(once, parameters);
        penaltyBackward();
        float[] twice = Ops.floats(parameters.gradient());
        for (int i = 0; i < once.length; i++) {
            assertThat(twice[i]).isEqualTo(2 * once[i]);
        }
        parameters.zeroGradient();
        assertThat(Ops.floats(parameters.gradient())).containsOnly(0);
        penaltyBackward();
        assertGradientsLieIn(Ops.floats(parameters.gradient()), parameters);
    }

    /** Slices start at multiples of 16; kernels are stored channels-last. */
    private static void assertGradientsLieIn(float[] flat, Parameters parameters) {
        int offset = 0;
        int nonZero = 0;
        for (Parameter parameter : parameters.trained()) {
            int count = Math.toIntExact(parameter.count());
            try (Scope scope = new Scope()) {
                Tensor gradient = parameter.tensor().grad();
                assertThat(gradient).hasShape(parameter.shape());
                Tensor stored = gradient.dim() == 4 ? gradient.permute(0, 2, 3, 1) : gradient;
                float[] slice = Arrays.copyOfRange(flat, offset, offset + count);
                assertThat(slice).as(parameter.name()).isEqualTo(Ops.floats(stored));
                for (float value : slice) {
                    nonZero += value == 0 ? 0 : 1;
                }
            }
            offset += (count + 15) / 16 * 16;
        }
        assertThat(offset).isEqualTo(flat.length);
        assertThat(nonZero).isGreaterThan(flat.length / 2);
    }

    @Test
    void copiesAreEqual() {
        try (StyleGenerator copy = new StyleGenerator(CONFIG, DType.FLOAT32, 99);
                Scope scope = new Scope()) {
            assertThat(Ops.floats(copy.parameters().values()))
                    .isNotEqualTo(Ops.floats(g.parameters().values()));
            copy.parameters().copyFrom(g.parameters());
            assertThat(copy.parameters().values()).isCloseTo(g.parameters().values(), 0, 0);
            assertThat(copy.parameters().bufferValues())
                    .isCloseTo(g.parameters().bufferValues(), 0, 0);
            Tensor z = latents();
            Tensor expected = g.mapping().forward(z, null);
            assertThat(copy.mapping().forward(z, null)).isCloseTo(expected, 0, 0);
        }
    }

    @Test
    void copiesNeedTheSameConfiguration() {
        assertThatThrownBy(() -> g.parameters().copyFrom(d.parameters()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same configuration");
    }

    @Test
    void equalSeedsGiveEqualNetworks() {
        try (StyleGenerator other = new StyleGenerator(CONFIG, DType.FLOAT32, 1)) {
            assertThat(other.parameters().values()).isCloseTo(g.parameters().values(), 0, 0);
        }
    }

    @Test
    void stepsAgainstTheFlatGradientLowerTheLoss() {
        double last = discriminatorLoss();
        for (int step = 0; step < 5; step++) {
            try (Scope scope = new Scope();
                    NoGradGuard noGrad = new NoGradGuard()) {
                Parameters parameters = d.parameters();
                parameters.values().sub_(Ops.mul(parameters.gradient(), 0.1));
                parameters.zeroGradient();
            }
            double loss = discriminatorLoss();
            assertThat(loss).as("loss after step %d", step).isLessThan(last);
            last = loss;
        }
    }

    /** Leaves its gradient. */
    private double discriminatorLoss() {
        try (Scope scope = new Scope()) {
            Tensor real = d.forward(images(), null, 0);
            Tensor fake = d.forward(images().neg(), null, 0);
            Tensor loss = Ops.softplus(real.neg()).mean().add(Ops.softplus(fake).mean());
            loss.backward();
            return Ops.item(loss);
        }
    }

    private void penaltyBackward() {
        try (Scope scope = new Scope()) {
            Tensor x = images().requires_grad_(true);
            Tensor gradient = Ops.gradient(d.forward(x, null, 0), x);
            Tensors.squaredLengths(gradient).mean().backward();
        }
    }

    private static Tensor latents() {
        return Tensors.formula(DType.FLOAT32, i -> Math.cos(0.7 * i), 4, 8);
    }

    private static Tensor images() {
        return Tensors.formula(DType.FLOAT32, i -> Math.sin(0.013 * i * (i % 7)), 4, 3, 16, 16);
    }
}

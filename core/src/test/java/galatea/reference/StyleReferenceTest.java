package galatea.reference;

import static galatea.testing.TensorAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import galatea.model.LayerTap;
import galatea.model.Noise;
import galatea.model.style.StyleDiscriminator;
import galatea.model.style.StyleGenerator;
import galatea.testing.OneThread;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Scope;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The official style-based network against an independent implementation in double precision. */
@ExtendWith(OneThread.class)
class StyleReferenceTest {

    @ParameterizedTest
    @CsvSource({
        "stylegan1_tf, 3.6e-5",
        "stylegan1_tf_128, 2.6e-5",
        "stylegan1_tf_conditional, 1.9e-5"
    })
    void mapsLatents(String name, double tolerance) {
        OfficialFixture fixture = new OfficialFixture(name);
        try (StyleGenerator g = fixture.generator("Gs/");
                Scope scope = new Scope()) {
            assertThat(w(fixture, g)).isCloseTo(fixture.tensor("w"), 0, tolerance);
        }
    }

    @ParameterizedTest
    @CsvSource({"stylegan1_tf", "stylegan1_tf_128", "stylegan1_tf_conditional"})
    void keepsTheAverageW(String name) {
        OfficialFixture fixture = new OfficialFixture(name);
        try (StyleGenerator g = fixture.generator("Gs/");
                Scope scope = new Scope()) {
            assertThat(g.wAverage()).isCloseTo(fixture.tensor("dlatent_avg"), 0, 0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stylegan1_tf, Gs/, image, 4.4e-5",
        "stylegan1_tf_128, Gs/, image, 4.9e-5",
        "stylegan1_tf_conditional, Gs/, image, 4.3e-5",
        "stylegan1_tf_conditional, G/, image_of_G_not_Gs, 4.1e-5"
    })
    void drawsWithStoredNoise(String name, String network, String image, double tolerance) {
        OfficialFixture fixture = new OfficialFixture(name);
        try (StyleGenerator g = fixture.generator(network);
                Scope scope = new Scope()) {
            assertImage(fixture, draw(g, ws(fixture, g), 0), image, tolerance);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stylegan1_tf, 0.7, 8, image_psi07_cutoff8, 4e-5",
        "stylegan1_tf, 0.5, 3, image_psi2, 4.4e-5",
        "stylegan1_tf_128, 0.7, 8, image_psi07_cutoff8, 8.1e-5",
        "stylegan1_tf_conditional, 0.7, 8, image_psi07_cutoff8, 3.7e-5",
        "stylegan1_tf_conditional, 0.4, 2, image_psi2, 3.5e-5"
    })
    void truncates(String name, double psi, int cutoff, String image, double tolerance) {
        OfficialFixture fixture = new OfficialFixture(name);
        try (StyleGenerator g = fixture.generator("Gs/");
                Scope scope = new Scope()) {
            Tensor ws = Tensors.truncated(ws(fixture, g), g.wAverage(), psi, cutoff);
            assertImage(fixture, draw(g, ws, 0), image, tolerance);
        }
    }

    @ParameterizedTest
    @CsvSource({"stylegan1_tf, 3, 4.5e-5", "stylegan1_tf_conditional, 2, 3.4e-5"})
    void mixesStyles(String name, int cutoff, double tolerance) {
        OfficialFixture fixture = new OfficialFixture(name);
        try (StyleGenerator g = fixture.generator("Gs/");
                Scope scope = new Scope()) {
            Tensor ws = ws(fixture, g);
            Tensor mixed = Tensors.mixed(ws, ws.flip(0), cutoff);
            assertImage(fixture, draw(g, mixed, 0), "image_mixed", tolerance);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stylegan1_tf, 0.6, 3.7e-5",
        "stylegan1_tf_128, 0.25, 5.3e-5",
        "stylegan1_tf_conditional, 1.3, 2.4e-5"
    })
    void fadesBetweenLevelsOfDetail(String name, double lod, double tolerance) {
        OfficialFixture fixture = new OfficialFixture(name);
        try (StyleGenerator g = fixture.generator("Gs/");
                Scope scope = new Scope()) {
            Tensor image = Tensors.fullSize(draw(g, ws(fixture, g), lod), g.config());
            assertImage(fixture, image, "image_lod", tolerance);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stylegan1_tf, 0, d_scores, 1.1e-4",
        "stylegan1_tf, 0.6, d_scores_lod, 8.1e-5",
        "stylegan1_tf, 0, d_scores_first2, 8.8e-5",
        "stylegan1_tf_128, 0, d_scores, 9.7e-5",
        "stylegan1_tf_128, 0.25, d_scores_lod, 1.1e-4",
        "stylegan1_tf_128, 0, d_scores_first2, 9.7e-5",
        "stylegan1_tf_conditional, 0, d_scores, 5.2e-5",
        "stylegan1_tf_conditional, 1.3, d_scores_lod, 3.1e-5",
        "stylegan1_tf_conditional, 0, d_scores_first2, 4e-5"
    })
    void scores(String name, double lod, String key, double tolerance) {
        OfficialFixture fixture = new OfficialFixture(name);
        try (StyleDiscriminator d = fixture.discriminator(DType.FLOAT32);
                Scope scope = new Scope()) {
            Tensor expected = fixture.tensor(key).view(-1);
            long n = expected.size(0);
            Tensor x = fixture.tensor("x").narrow(0, 0, n);
            for (int level = 0; level < (int) lod; level++) {
                x = Ops.averagePool2(x);
            }
            Tensor labels = fixture.labels("labels_x", DType.FLOAT32);
            Tensor actual = d.forward(x, labels == null ? null : labels.narrow(0, 0, n), lod);
            assertThat(actual).isCloseTo(expected, 0, tolerance);
        }
    }

    @ParameterizedTest
    @CsvSource({"stylegan1_tf, 8.8e-5", "stylegan1_tf_conditional, 4e-5"})
    void partsDoNotSeeEachOther(String name, double tolerance) {
        OfficialFixture fixture = new OfficialFixture(name);
        try (StyleDiscriminator d = fixture.discriminator(DType.FLOAT32);
                Scope scope = new Scope()) {
            Tensor x = fixture.tensor("x").narrow(0, 0, 4);
            Tensor labels = fixture.labels("labels_x", DType.FLOAT32);
            Tensor actual = d.forward(x, labels, 0, 2).narrow(0, 0, 2);
            Tensor expected = fixture.tensor("d_scores_first2").view(-1);
            assertThat(actual).isCloseTo(expected, 0, tolerance);
        }
    }

    /**
     * In double precision for stylegan1_tf: one pre-activation of its image 3 is 1.9e-7, where
     * single precision may take the other side of the leaky ReLU.
     */
    @ParameterizedTest
    @CsvSource({
        "stylegan1_tf, FLOAT64, 4.9e-4",
        "stylegan1_tf_128, FLOAT32, 2.5e-5",
        "stylegan1_tf_conditional, FLOAT32, 3.5e-4"
    })
    void penalisesTheGradientOfEachImage(String name, DType dtype, double tolerance) {
        OfficialFixture fixture = new OfficialFixture(name);
        try (StyleDiscriminator d = fixture.discriminator(dtype);
                Scope scope = new Scope()) {
            Tensor penalties = Tensors.squaredLengths(inputGradient(fixture, d));
            assertThat(penalties).isCloseTo(fixture.tensor("r1_per_image"), 0, tolerance);
            double expected = fixture.vectors().scalar("scalars/r1_mean_squared_norm");
            assertThat(Ops.item(penalties.mean())).isCloseTo(expected, within(1e-3 * expected));
        }
    }

    @ParameterizedTest
    @CsvSource({"stylegan1_tf, FLOAT64, 3.8e-5", "stylegan1_tf_conditional, FLOAT32, 4.6e-5"})
    void differentiatesScoresByImages(String name, DType dtype, double tolerance) {
        OfficialFixture fixture = new OfficialFixture(name);
        try (StyleDiscriminator d = fixture.discriminator(dtype);
                Scope scope = new Scope()) {
            Tensor gradient = inputGradient(fixture, d);
            assertThat(gradient).isCloseTo(fixture.tensor("r1_input_grad"), 0, tolerance);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stylegan1_tf, FLOAT64, 4x4/Dense1/weight, 4.3e-4",
        "stylegan1_tf, FLOAT64, FromRGB_lod0/bias, 5e-6",
        "stylegan1_tf, FLOAT64, 32x32/Conv0/weight, 4.6e-5",
        "stylegan1_tf_128, FLOAT32, 4x4/Dense1/weight, 6.1e-5",
        "stylegan1_tf_128, FLOAT32, FromRGB_lod0/bias, 6.1e-6",
        "stylegan1_tf_128, FLOAT32, 128x128/Conv0/weight, 2.7e-5",
        "stylegan1_tf_conditional, FLOAT32, 4x4/Dense1/weight, 2.6e-4",
        "stylegan1_tf_conditional, FLOAT32, FromRGB_lod0/bias, 8e-7",
        "stylegan1_tf_conditional, FLOAT32, 16x16/Conv0/weight, 9.3e-5"
    })
    void differentiatesThePenalty(String name, DType dtype, String variable, double tolerance) {
        OfficialFixture fixture = new OfficialFixture(name);
        try (StyleDiscriminator d = fixture.discriminator(dtype);
                Scope scope = new Scope()) {
            penaltyBackward(fixture, d);
            Tensor gradient = Tensors.gradient(d.parameters(), variable);
            assertThat(gradient).isCloseTo(fixture.tensor("r1_grad/" + variable), 0, tolerance);
        }
    }

    /** In double precision, where every norm has many correct digits, also the smallest ones. */
    @ParameterizedTest
    @CsvSource({"stylegan1_tf", "stylegan1_tf_128", "stylegan1_tf_conditional"})
    void differentiatesThePenaltyByEveryVariable(String name) {
        OfficialFixture fixture = new OfficialFixture(name);
        try (StyleDiscriminator d = fixture.discriminator(DType.FLOAT64);
                Scope scope = new Scope()) {
            double loss = penaltyBackward(fixture, d);
            double expectedLoss = fixture.vectors().scalar("scalars/r1_loss_gamma10");
            assertThat(loss).isCloseTo(expectedLoss, within(1e-6 * expectedLoss));
            for (Parameter parameter : d.parameters().trained()) {
                String key = "scalars/r1_grad_l2/" + parameter.name();
                double expected = fixture.vectors().has(key) ? fixture.vectors().scalar(key) : 0;
                double actual = Ops.item(parameter.tensor().grad().norm());
                assertThat(actual)
                        .as(parameter.name())
                        .isCloseTo(expected, within(1e-6 * expected));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"stylegan1_tf_128", "stylegan1_tf_conditional"})
    void differentiatesThePenaltyInSinglePrecision(String name) { // as training does
        OfficialFixture fixture = new OfficialFixture(name);
        try (StyleDiscriminator d = fixture.discriminator(DType.FLOAT32);
                Scope scope = new Scope()) {
            Tensor x = fixture.tensor("x");
            Tensor labels = fixture.labels("labels_x", DType.FLOAT32);
            penaltyBackward(d.scoreWithGradient(x, labels, 0, 1).gradient());
            for (Parameter parameter : d.parameters().trained()) {
                String key = "scalars/r1_grad_l2/" + parameter.name();
                double expected = fixture.vectors().has(key) ? fixture.vectors().scalar(key) : 0;
                double actual = Ops.item(parameter.tensor().grad().norm());
                assertThat(actual)
                        .as(parameter.name())
                        .isCloseTo(expected, within(1e-3 * expected + 1e-6));
            }
        }
    }

    private static Offset<Double> within(double offset) {
        return Offset.offset(offset);
    }

    private static Tensor w(OfficialFixture fixture, StyleGenerator g) {
        Tensor labels = fixture.labels("labels", DType.FLOAT32);
        return g.mapping().forward(fixture.tensor("z"), labels);
    }

    private static Tensor ws(OfficialFixture fixture, StyleGenerator g) {
        return g.broadcast(w(fixture, g));
    }

    private static Tensor draw(StyleGenerator g, Tensor ws, double lod) {
        Noise noise = g.synthesis().storedNoise();
        return g.synthesis().forward(ws, noise, lod, LayerTap.NONE);
    }

    /** Compares with what is stored: perhaps fewer images, perhaps fewer pixels. */
    private static void assertImage(
            OfficialFixture fixture, Tensor image, String key, double tolerance) {
        boolean whole = fixture.vectors().has(key);
        Tensor expected = fixture.tensor(whole ? key : key + "_thinned");
        Tensor actual = image.narrow(0, 0, expected.size(0));
        assertThat(whole ? actual : Tensors.thinned(actual)).isCloseTo(expected, 0, tolerance);
    }

    private static Tensor inputGradient(OfficialFixture fixture, StyleDiscriminator d) {
        DType dtype = d.parameters().dtype();
        Tensor x = fixture.vectors().tensor("x", dtype).requires_grad_(true);
        return Ops.gradient(d.forward(x, fixture.labels("labels_x", dtype), 0), x);
    }

    private static double penaltyBackward(OfficialFixture fixture, StyleDiscriminator d) {
        return penaltyBackward(inputGradient(fixture, d));
    }

    private static double penaltyBackward(Tensor gradient) {
        Tensor penalties = Tensors.squaredLengths(gradient);
        Tensor loss = Ops.mul(penalties.mean(), 5);
        loss.backward();
        return Ops.item(loss);
    }
}

package galatea.reference;

import static galatea.testing.TensorAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import galatea.model.LayerTap;
import galatea.model.Noise;
import galatea.model.style.StyleConfig;
import galatea.model.style.StyleDiscriminator;
import galatea.model.style.StyleGenerator;
import galatea.model.style.StyleSwitches;
import galatea.testing.OneThread;
import galatea.testing.ReferenceVectors;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Scope;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The network of rosinality/style-based-gan-pytorch, expressed by switches and by gains folded into
 * the stored weights, against that program in double precision.
 */
@ExtendWith(OneThread.class)
class RosinalityReferenceTest {
    private static final StyleConfig CONFIG =
            new StyleConfig(
                    128,
                    3,
                    0,
                    16,
                    16,
                    16,
                    8,
                    StyleConfig.widths(128, 1024, 16),
                    new StyleSwitches(true, true, false, true, true, true, true, true),
                    0.9,
                    1e-5,
                    0);

    /** Levels of detail of that program's step 3 (32 px). */
    private static final double LOD = 2;

    private final ReferenceVectors vectors = ReferenceVectors.load("rosinality_stylegan1");
    private StyleGenerator g;
    private StyleDiscriminator d;
    private Scope scope;

    @BeforeEach
    void build() {
        g = new StyleGenerator(CONFIG, DType.FLOAT32, 0);
        d = new StyleDiscriminator(CONFIG, DType.FLOAT32, 0);
        scope = new Scope();
        vectors.setTrained(g.parameters(), "running/");
        vectors.setTrained(d.parameters(), "D/");
    }

    @AfterEach
    void close() {
        scope.close();
        g.close();
        d.close();
    }

    @ParameterizedTest
    @CsvSource({"z, w, 2.8e-5", "z2, w2, 7.6e-5"})
    void mapsLatents(String z, String w, double tolerance) {
        Tensor actual = g.mapping().forward(vectors.tensor(z), null);
        assertThat(actual).isCloseTo(vectors.tensor(w), 0, tolerance);
    }

    @ParameterizedTest
    @CsvSource({
        "4, image_step1_alpha1, 2.6e-5",
        "2, image_step3_alpha1, 3.7e-5",
        "2.6, image_step3_fade, 2.1e-5",
        "0, image_step5_alpha1, 6.3e-5"
    })
    void drawsAtEveryStep(double lod, String image, double tolerance) {
        Tensor expected = vectors.tensor(image);
        Tensor actual = draw(ws("z").narrow(0, 0, expected.size(0)), lod);
        assertThat(actual).isCloseTo(expected, 0, tolerance);
    }

    @Test
    void fadesToTheFullResolution() {
        Tensor actual = Tensors.thinned(draw(ws("z").narrow(0, 0, 1), 0.6));
        assertThat(actual).isCloseTo(vectors.tensor("image_step5_fade_thinned"), 0, 3.1e-5);
    }

    @Test
    void drawsWithTheGeneratorThatIsNotAveraged() {
        vectors.setTrained(g.parameters(), "generator/");
        Tensor expected = vectors.tensor("image_step3_alpha1_from_generator_key");
        assertThat(draw(ws("z"), LOD)).isCloseTo(expected, 0, 3.1e-5);
    }

    @Test
    void showsTheFeaturesOfEveryBlock() {
        Map<Integer, Tensor> seen = new HashMap<>();
        LayerTap tap =
                (layer, features) -> {
                    seen.put(layer.index(), features.clone());
                    return features;
                };
        g.synthesis().forward(ws("z"), noise(), LOD, tap);
        assertThat(seen.get(1)).isCloseTo(vectors.tensor("act_block0"), 0, 1.6e-4);
        assertThat(seen.get(3)).isCloseTo(vectors.tensor("act_block1"), 0, 2.4e-4);
        assertThat(seen.get(5)).isCloseTo(vectors.tensor("act_block2"), 0, 4e-4);
    }

    /** Blocks 0 and 1 are layers 0 to 3. */
    @ParameterizedTest
    @CsvSource({"z, z2, image_mix_crossover, 6.2e-5", "z2, z, image_mix_range, 3.4e-5"})
    void mixesStyles(String coarse, String fine, String image, double tolerance) {
        Tensor actual = draw(Tensors.mixed(ws(coarse), ws(fine), 4), LOD);
        assertThat(actual).isCloseTo(vectors.tensor(image), 0, tolerance);
    }

    @Test
    void truncates() {
        Tensor mean = vectors.tensor("mean_style").view(-1);
        Tensor ws = Tensors.truncated(ws("z"), mean, 0.7, CONFIG.numWs());
        assertThat(draw(ws, LOD)).isCloseTo(vectors.tensor("image_truncated"), 0, 3.3e-5);
    }

    @ParameterizedTest
    @CsvSource({
        "real, 2, d_scores, 5.1e-5",
        "real, 2.6, d_scores_fade, 2e-5",
        "image_step5_alpha1, 0, d_scores_step5, 2.1e-5"
    })
    void scores(String images, double lod, String scores, double tolerance) {
        Tensor actual = d.forward(vectors.tensor(images), null, lod);
        assertThat(actual).isCloseTo(vectors.tensor(scores).view(-1), 0, tolerance);
    }

    @ParameterizedTest
    @CsvSource({"2, r1_per_image, 3.8e-4", "2.6, r1_per_image_fade, 1.6e-4"})
    void penalisesTheGradientOfEachImage(double lod, String key, double tolerance) {
        Tensor penalties = Tensors.squaredLengths(inputGradient(lod));
        assertThat(penalties).isCloseTo(vectors.tensor(key), 0, tolerance);
        String mean = key.replace("r1_per_image", "scalars/r1_mean_squared_norm");
        assertScalar(Ops.item(penalties.mean()), mean);
        String loss = key.replace("r1_per_image", "scalars/r1_loss_5x");
        assertScalar(5 * Ops.item(penalties.mean()), loss);
    }

    @Test
    void differentiatesScoresByImages() {
        assertThat(inputGradient(LOD)).isCloseTo(vectors.tensor("r1_input_grad"), 0, 2.7e-5);
    }

    @ParameterizedTest
    @CsvSource({
        "32x32/Conv0/weight, 4.7e-5",
        "4x4/Dense1/weight, 3.6e-4",
        "FromRGB_lod2/bias, 3e-6"
    })
    void differentiatesThePenalty(String name, double tolerance) {
        penaltyBackward();
        Tensor gradient = Tensors.gradient(d.parameters(), name);
        assertThat(gradient).isCloseTo(vectors.tensor("r1_grad/" + name), 0, tolerance);
    }

    @Test
    void differentiatesThePenaltyByEveryVariable() {
        penaltyBackward();
        for (Parameter parameter : d.parameters().trained()) {
            String key = "scalars/r1_grad_l2/" + parameter.name();
            double expected = vectors.has(key) ? vectors.scalar(key) : 0;
            double actual = Ops.item(parameter.tensor().grad().norm());
            assertThat(actual)
                    .as(parameter.name())
                    .isCloseTo(expected, Offset.offset(1e-3 * expected));
        }
    }

    @Test
    void computesTheLogisticLosses() {
        vectors.setTrained(g.parameters(), "generator/");
        Tensor real = d.forward(vectors.tensor("real"), null, LOD);
        Tensor fake = d.forward(draw(ws("z"), LOD), null, LOD);
        assertScalar(Ops.item(Ops.softplus(real.neg()).mean()), "scalars/d_loss_real_softplus");
        assertScalar(Ops.item(Ops.softplus(fake).mean()), "scalars/d_loss_fake_softplus");
        assertScalar(Ops.item(Ops.softplus(fake.neg()).mean()), "scalars/g_loss_softplus");
    }

    @ParameterizedTest
    @CsvSource({"Dense0/weight, 3.5e-7", "16x16/Conv0_up/weight, 2.6e-5"})
    void differentiatesTheGeneratorLoss(String name, double tolerance) {
        vectors.setTrained(g.parameters(), "generator/");
        Tensor fake = d.forward(draw(ws("z"), LOD), null, LOD);
        Ops.softplus(fake.neg()).mean().backward();
        Tensor gradient = Tensors.gradient(g.parameters(), name);
        assertThat(gradient).isCloseTo(vectors.tensor("g_grad/" + name), 0, tolerance);
    }

    private void assertScalar(double actual, String key) {
        double expected = vectors.scalar(key);
        assertThat(actual).as(key).isCloseTo(expected, Offset.offset(1e-3 * expected));
    }

    private Tensor ws(String z) {
        return g.broadcast(g.mapping().forward(vectors.tensor(z), null));
    }

    /** One tensor for both layers of a block. */
    private Noise noise() {
        return (layer, n, resolution) -> vectors.tensor("noise_" + resolution).narrow(0, 0, n);
    }

    private Tensor draw(Tensor ws, double lod) {
        return g.synthesis().forward(ws, noise(), lod, LayerTap.NONE);
    }

    private Tensor inputGradient(double lod) {
        return d.scoreWithGradient(vectors.tensor("real"), null, lod, 1).gradient();
    }

    private void penaltyBackward() {
        Ops.mul(Tensors.squaredLengths(inputGradient(LOD)).mean(), 5).backward();
    }
}

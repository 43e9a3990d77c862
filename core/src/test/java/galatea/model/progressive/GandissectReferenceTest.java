package galatea.model.progressive;

import static galatea.testing.TensorAssert.assertThat;

import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.testing.ReferenceVectors;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Scope;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers of the generator and the interventions of GAN dissection's own program. */
class GandissectReferenceTest {
    private static final String EDITED = "layer4";
    private static final int UNITS = 14;

    private final ReferenceVectors reference = ReferenceVectors.load("gandissect_progressive_gan");
    private final ProgressiveGenerator generator =
            new ProgressiveGenerator(
                    ProgressiveConfig.paper(32, 3)
                            .withLatents(16)
                            .withWidths(List.of(16, 14, 10, 8))
                            .grown(),
                    DType.FLOAT32,
                    0);
    private Scope scope;

    @BeforeEach
    void load() {
        scope = new Scope();
        try (NoGradGuard noGrad = new NoGradGuard()) {
            for (Parameter parameter : generator.parameters().trained()) {
                Tensor values = reference.tensor(parameter.name().replace("ToRGB_lod0", "output"));
                boolean upsampling = parameter.name().matches("layer[357]/weight");
                parameter.tensor().copy_(upsampling ? values.transpose(0, 1) : values);
            }
        }
    }

    @AfterEach
    void close() {
        scope.close();
        generator.close();
    }

    @Test
    void pictures() {
        assertThat(draw(LayerTap.NONE)).isCloseTo(reference.tensor("image"), 0, 3.6e-5);
    }

    @Test
    void pictureOfAShortLatent() {
        Tensor z = Ops.mul(reference.tensor("z").narrow(0, 0, 1), 1e-4);
        assertThat(generator.forward(z, null, 0, LayerTap.NONE))
                .isCloseTo(reference.tensor("image_of_short_latent"), 0, 2.3e-5);
    }

    @ParameterizedTest
    @CsvSource({"layer1, 2.8e-5", "layer2, 8.5e-5", "layer4, 7.9e-5"})
    void activations(String name, double tolerance) {
        draw(
                (layer, features) -> {
                    if (layer.name().equals(name)) {
                        Tensor expected = reference.tensor("act_" + name);
                        assertThat(features).isCloseTo(expected, 0, tolerance);
                    }
                    return features;
                });
    }

    @Test
    void unitsSetToZero() {
        Tensor alpha = alpha(1, 3, 7);
        Tensor expected = reference.tensor("image_two_units_zeroed");
        assertThat(draw(edit(alpha, values()))).isCloseTo(expected, 0, 4.2e-5);
    }

    @Test
    void constantsInsertedAtSomeCells() {
        float[] constants = Ops.floats(reference.tensor("insert_values"));
        double[] values = new double[UNITS];
        values[2] = constants[0];
        values[5] = constants[1];
        values[9] = constants[2];
        Tensor alpha = reference.tensor("insert_alpha");
        Tensor expected = reference.tensor("image_constants_inserted");
        assertThat(draw(edit(alpha, values))).isCloseTo(expected, 0, 3.6e-5);
    }

    @Test
    void unitHalved() {
        Tensor expected = reference.tensor("image_one_unit_scaled");
        assertThat(draw(edit(alpha(0.5, 11), values()))).isCloseTo(expected, 0, 4e-5);
    }

    private Tensor draw(LayerTap tap) {
        return generator.forward(reference.tensor("z"), null, 0, tap);
    }

    /** x (1 − α) + value · α at one layer; α [1, C, 1, 1] or [1, C, H, W]. */
    private static LayerTap edit(Tensor alpha, double[] values) {
        Tensor target = Ops.of(DType.FLOAT32, values, 1, UNITS, 1, 1);
        return (Layer layer, Tensor x) ->
                layer.name().equals(EDITED) ? x.sub(x.mul(alpha)).add(target.mul(alpha)) : x;
    }

    private static double[] values() {
        return new double[UNITS];
    }

    private static Tensor alpha(double value, int... units) {
        double[] alpha = new double[UNITS];
        for (int unit : units) {
            alpha[unit] = value;
        }
        return Ops.of(DType.FLOAT32, alpha, 1, UNITS, 1, 1);
    }
}

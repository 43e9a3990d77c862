package galatea.model.progressive;

import static galatea.testing.TensorAssert.assertThat;

import galatea.dissect.Intervention;
import galatea.dissect.Mask;
import galatea.dissect.UnitEdit;
import galatea.model.LayerTap;
import galatea.testing.ReferenceVectors;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Scope;
import java.util.Arrays;
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
        Tensor expected = reference.tensor("image_two_units_zeroed");
        assertThat(draw(edit(UnitEdit.ablate(EDITED, List.of(3, 7)))))
                .isCloseTo(expected, 0, 4.2e-5);
    }

    @Test
    void constantsInsertedAtSomeCells() {
        List<Double> constants = doubles(reference.tensor("insert_values"));
        Tensor alpha = reference.tensor("insert_alpha"); // [1, 14, 8, 8]
        Mask cells = new Mask(8, doubles(alpha.narrow(1, 2, 1)));
        UnitEdit insertion = UnitEdit.insert(EDITED, List.of(2, 5, 9), constants).within(cells);
        Tensor expected = reference.tensor("image_constants_inserted");
        assertThat(draw(edit(insertion))).isCloseTo(expected, 0, 3.6e-5);
    }

    @Test
    void unitHalved() {
        Tensor expected = reference.tensor("image_one_unit_scaled");
        assertThat(draw(edit(UnitEdit.ablate(EDITED, List.of(11)).scaled(0.5))))
                .isCloseTo(expected, 0, 4e-5);
    }

    private Tensor draw(LayerTap tap) {
        return generator.forward(reference.tensor("z"), null, 0, tap);
    }

    private LayerTap edit(UnitEdit edit) {
        return Intervention.of(generator.layers(), List.of(edit));
    }

    private static List<Double> doubles(Tensor x) {
        return Arrays.stream(Ops.doubles(x)).boxed().toList();
    }
}

package galatea.dissect;

import static galatea.testing.TensorAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.model.Generator;
import galatea.model.Layer;
import galatea.model.NetworkConfig;
import galatea.model.mlp.MlpConfig;
import galatea.testing.LeakCheck;
import galatea.testing.OneThread;
import galatea.testing.TinyNetworks;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(OneThread.class)
class InterventionTest {
    private static final Layer LAYER = new Layer(3, "layer4", 3, 2);

    static List<NetworkConfig> networks() {
        return List.of(TinyNetworks.STYLE, TinyNetworks.DCGAN);
    }

    private static GeneratorSession session(NetworkConfig config) {
        return GeneratorSession.of(TinyNetworks.generator(config, 5), 0);
    }

    private static float[] levels(GeneratorSession session, UnitEdit... edits) {
        return session.levels(
                session.latent(3),
                GenerateOptions.defaults(),
                Intervention.of(session.layers(), List.of(edits)));
    }

    @ParameterizedTest
    @CsvSource({"1,0,1,5,1,5", ".5,2,.5,4,.75,3.333333333", "1,3,.25,7,1,4", "0,9,0,8,0,0"})
    void laterEditsLieOver(double a1, double v1, double a2, double v2, double a, double v) {
        Blend both = new Blend(a1, v1).then(new Blend(a2, v2));
        assertThat(both.alpha()).isCloseTo(a, within(1e-9));
        assertThat(both.value()).isCloseTo(v, within(1e-9));
        UnitEdit first = UnitEdit.insert("layer4", List.of(1), List.of(v1)).scaled(a1);
        UnitEdit second = UnitEdit.insert("layer4", List.of(1), List.of(v2)).scaled(a2);
        for (double x : new double[] {-3, 0, 2.5}) {
            double[] edited = apply(x, first, second);
            assertThat(edited[4]).isCloseTo(x * (1 - a) + v * a, within(1e-9));
            assertThat(edited[0]).isEqualTo(x);
        }
    }

    /** Features [1, 3, 2, 2] that are all x, edited. */
    private static double[] apply(double x, UnitEdit... edits) {
        try (Scope scope = new Scope()) {
            Tensor features = Ops.mul(Ops.ones(DType.FLOAT64, 1, 3, 2, 2), x);
            Intervention tap = Intervention.of(List.of(LAYER), List.of(edits));
            double[] edited = Ops.doubles(tap.apply(LAYER, features));
            assertThat(Ops.doubles(features)).containsOnly(x); // not in place
            return edited;
        }
    }

    @Test
    void strengthsAndValuesMayDifferByUnit() {
        UnitEdit edit =
                new UnitEdit(
                        "layer4",
                        List.of(2, 0),
                        List.of(0.5, 1.0),
                        List.of(10.0, 20.0),
                        null,
                        Pooling.MAX);
        assertThat(apply(4, edit)).containsExactly(20, 20, 20, 20, 4, 4, 4, 4, 7, 7, 7, 7);
    }

    @Test
    void masksArePooledToTheLayer() {
        Mask mask = new Mask(4, shares(0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1));
        UnitEdit edit = UnitEdit.insert("layer4", List.of(0), List.of(8.0)).within(mask);
        assertThat(apply(0, edit)).startsWith(0, 8, 0, 8);
        assertThat(apply(0, edit.withPooling(Pooling.MEAN))).startsWith(0, 2, 0, 8);
        UnitEdit coarse =
                UnitEdit.insert("layer4", List.of(0), List.of(8.0))
                        .within(new Mask(1, shares(0.5)));
        assertThat(apply(0, coarse)).startsWith(4, 4, 4, 4);
    }

    private static List<Double> shares(double... shares) {
        return DoubleStream.of(shares).boxed().toList();
    }

    @Test
    void adaptiveWindowsOverlap() {
        double[] map = new double[25];
        map[2] = 3; // row 0, column 2: in the middle window only
        assertThat(Pooling.MAX.pool(map, 5, 3)).containsExactly(0, 3, 0, 0, 0, 0, 0, 0, 0);
        map[1] = 9; // in the first and the middle window
        assertThat(Pooling.MAX.pool(map, 5, 3)).containsExactly(9, 9, 0, 0, 0, 0, 0, 0, 0);
        assertThat(Pooling.MEAN.pool(map, 5, 3)[0]).isEqualTo(9 / 4.0);
        assertThat(Pooling.MEAN.pool(map, 5, 3)[1]).isEqualTo(12 / 6.0);
        assertThat(Pooling.MEAN.pool(new double[] {1, 2, 3, 4}, 2, 4))
                .containsExactly(1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4);
    }

    @Test
    void regionsAreFractionsOfThePicture() {
        Region lowerRight = new Region(0.5, 0.5, 0.5, 0.5);
        assertThat(lowerRight.cells(2, Pooling.MAX)).containsExactly(0, 0, 0, 1);
        assertThat(lowerRight.cells(3, Pooling.MAX)).containsExactly(0, 0, 0, 0, 1, 1, 0, 1, 1);
        assertThat(lowerRight.cells(3, Pooling.MEAN))
                .containsExactly(new double[] {0, 0, 0, 0, .25, .5, 0, .5, 1}, within(1e-12));
        assertThat(new Region(0.1, 0.2, 0.3, 0.4).cells(10, Pooling.MAX))
                .satisfies(cells -> assertThat(DoubleStream.of(cells).sum()).isEqualTo(12));
        assertThat(new Region(0, 0, 1, 1).cells(7, Pooling.MEAN)).containsOnly(1);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void editsOfNoStrengthLeaveThePictureAlone(NetworkConfig config) {
        try (GeneratorSession session = session(config)) {
            float[] plain = session.levels(session.latent(3), GenerateOptions.defaults());
            String layer = session.layers().get(1).name();
            UnitEdit none = UnitEdit.insert(layer, List.of(0, 1), List.of(5.0)).scaled(0);
            assertThat(levels(session)).isEqualTo(plain);
            assertThat(levels(session, none)).isEqualTo(plain);
            UnitEdit all = UnitEdit.insert(layer, List.of(0, 1), List.of(5.0));
            assertThat(levels(session, all)).isNotEqualTo(plain);
            UnitEdit nowhere = all.within(new Mask(2, Collections.nCopies(4, 0.0)));
            assertThat(levels(session, nowhere)).isEqualTo(plain);
        }
    }

    @Test
    void itsOwnOutputReplacesALayer() {
        MlpConfig config = MlpConfig.plane(16);
        try (GeneratorSession session = session(config)) {
            Layer layer = session.layers().get(1);
            float[][] own = {{}};
            float[] plain =
                    session.levels(
                            session.latent(3),
                            GenerateOptions.defaults(),
                            (l, x) -> {
                                own[0] = l.equals(layer) ? Ops.floats(x) : own[0];
                                return x;
                            });
            List<Double> values =
                    IntStream.range(0, own[0].length).mapToObj(i -> (double) own[0][i]).toList();
            List<Integer> units = IntStream.range(0, layer.channels()).boxed().toList();
            assertThat(levels(session, UnitEdit.insert(layer.name(), units, values)))
                    .isEqualTo(plain);
        }
    }

    @Test
    void gradientsFlowThroughWhatIsKept() {
        try (Scope scope = new Scope()) {
            Tensor x = Ops.ones(DType.FLOAT32, 1, 3, 2, 2).requires_grad_(true);
            UnitEdit edit = UnitEdit.ablate("layer4", List.of(1)).scaled(0.25);
            Tensor y = Intervention.of(List.of(LAYER), List.of(edit)).apply(LAYER, x);
            Tensor expected =
                    Ops.of(new float[] {1, .75f, 1}, 1, 3, 1, 1).expand(1, 3, 2, 2).contiguous();
            assertThat(Ops.gradient(y, x)).isCloseTo(expected, 0, 0);
        }
    }

    @Test
    void saysWhatThereIs() {
        UnitEdit absent = UnitEdit.ablate("16x16/Conv9", List.of(0));
        assertThatThrownBy(() -> Intervention.of(List.of(LAYER), List.of(absent)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("layer must be one of [layer4]: 16x16/Conv9");
        UnitEdit outside = UnitEdit.ablate("layer4", List.of(0, 3));
        assertThatThrownBy(() -> Intervention.of(List.of(LAYER), List.of(outside)))
                .hasMessage("unit must be in [0, 2] of layer layer4: 3");
        assertThatThrownBy(() -> UnitEdit.ablate("layer4", List.of(1, 1)))
                .hasMessage("units must be at least one of layer layer4, none twice: [1, 1]");
        assertThatThrownBy(() -> UnitEdit.ablate("layer4", List.of(1)).scaled(1.5))
                .hasMessage("alpha must be in [0, 1]: 1.5");
        assertThatThrownBy(() -> UnitEdit.insert("l", List.of(1, 2), shares(1, 2, 3)))
                .hasMessage("value must be one number or one for each of 2 units: [1.0, 2.0, 3.0]");
        assertThatThrownBy(() -> UnitEdit.insert("l", List.of(1), shares(Double.NaN)))
                .hasMessage("value must be finite: NaN");
        assertThatThrownBy(() -> new Mask(2, shares(0, 1, 0)))
                .hasMessage("mask must have side x side = 4 shares: 3");
        assertThatThrownBy(() -> new Mask(1, shares(1.5)))
                .hasMessage("mask must be in [0, 1]: 1.5");
        assertThatThrownBy(() -> new Region(0.5, 0, 0.6, 1))
                .hasMessageStartingWith("region must be");
    }

    @Test
    void leavesNothingBehind() {
        try (Generator generator = TinyNetworks.generator(TinyNetworks.STYLE, 5)) {
            GeneratorSession session = GeneratorSession.of(generator, 0);
            UnitEdit edit =
                    UnitEdit.ablate("8x8/Conv1", List.of(1)).within(new Region(0, 0, .5, .5));
            LeakCheck.assertLeavesNothingBehind(() -> levels(session, edit));
        }
    }
}

package galatea.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.testing.LeakCheck;
import galatea.testing.OneThread;
import galatea.testing.TinyNetworks;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OneThread.class)
class DirectionsTest {
    private static final GenerateOptions DEFAULTS = GenerateOptions.defaults();

    private final GeneratorSession session =
            GeneratorSession.of(TinyNetworks.generator(TinyNetworks.STYLE, 5), 0);

    @AfterEach
    void close() {
        session.close();
    }

    private static Direction direction(Space space, int axis, int size) {
        float[] values = new float[size];
        values[axis] = 1;
        return new Direction("axis" + axis, space, values, null, 0.5, Double.NaN);
    }

    private static final Direction W = direction(Space.W, 2, 16);
    private static final Direction Z = direction(Space.Z, 2, 16);

    private static GenerateOptions along(Direction direction, double amount) {
        return DEFAULTS.withShift(Shift.of(direction, amount));
    }

    private float[] levels(GenerateOptions options) {
        return session.levels(session.latent(3), options);
    }

    @Test
    void nothingMovesAtZero() {
        float[] still = levels(DEFAULTS);
        assertThat(levels(along(W, 0))).isEqualTo(still);
        assertThat(levels(along(W, -0.0))).isEqualTo(still);
        assertThat(levels(along(Z, 0))).isEqualTo(still);
        assertThat(levels(DEFAULTS.withShift(Shift.NONE))).isEqualTo(still);
    }

    @Test
    void bothWaysLeadToDifferentPictures() {
        for (Direction direction : List.of(W, Z)) {
            float[] there = levels(along(direction, 2));
            float[] back = levels(along(direction, -2));
            assertThat(there).isNotEqualTo(back).isNotEqualTo(levels(DEFAULTS));
            assertThat(back).isNotEqualTo(levels(DEFAULTS));
        }
    }

    @Test
    void stylesMoveByAmountTimesSigma() {
        float[] still = session.styles(session.latent(3), DEFAULTS).values();
        float[] moved = session.styles(session.latent(3), along(W, 3)).values();
        for (int i = 0; i < still.length; i++) {
            float expected = i % 16 == 2 ? (float) (still[i] + 3 * 0.5) : still[i];
            assertThat(moved[i]).isEqualTo(expected);
        }
    }

    @Test
    void onlyTheLayersOfTheRangeMove() {
        float[] still = session.styles(session.latent(3), DEFAULTS).values();
        Direction some = W.withLayers(new LayerRange(1, 2));
        float[] moved = session.styles(session.latent(3), along(some, 3)).values();
        for (int i = 0; i < still.length; i++) {
            boolean moves = i % 16 == 2 && (i / 16 == 1 || i / 16 == 2);
            assertThat(moved[i] != still[i]).isEqualTo(moves);
        }
    }

    @Test
    void truncationComesFirst() {
        GenerateOptions options = along(W, 3).withPsi(0);
        float[] average = session.styles(session.latent(3), DEFAULTS.withPsi(0)).values();
        float[] moved = session.styles(session.latent(3), options).values();
        assertThat(moved[2]).isEqualTo((float) (average[2] + 1.5));
        Latent styles = session.styles(session.latent(3), options);
        assertThat(session.levels(styles, options.forStyles())).isEqualTo(levels(options));
    }

    @Test
    void movingZIsDrawingAnotherZ() {
        float[] z = session.latent(3).values().clone();
        z[2] += 1.5f;
        float[] expected = session.levels(new Latent(Space.Z, z, 3), DEFAULTS);
        assertThat(levels(along(Z, 3))).isEqualTo(expected);
        try (GeneratorSession dcgan =
                GeneratorSession.of(TinyNetworks.generator(TinyNetworks.DCGAN, 5), 0)) {
            float[] other = dcgan.latent(3).values().clone();
            other[2] += 1.5f;
            assertThat(dcgan.levels(dcgan.latent(3), along(direction(Space.Z, 2, 8), 3)))
                    .isEqualTo(dcgan.levels(new Latent(Space.Z, other, 3), DEFAULTS));
        }
    }

    @Test
    void movesAddUp() {
        Shift both = Shift.of(W, 1).then(Shift.of(direction(Space.W, 5, 16), 2));
        float[] still = session.styles(session.latent(3), DEFAULTS).values();
        float[] moved = session.styles(session.latent(3), DEFAULTS.withShift(both)).values();
        assertThat(moved[2]).isEqualTo((float) (still[2] + 0.5));
        assertThat(moved[5]).isEqualTo(still[5] + 1);
        assertThat(moved[6]).isEqualTo(still[6]);
    }

    @Test
    void everyPictureOfABatchMoves() {
        List<Latent> latents = session.latents(List.of(3L, 4L));
        Shift shift = Shift.of(W, 1);
        float[] ws = new float[2 * 6 * 16];
        float[] moved = shift.apply(Space.W, ws, 6, 16);
        for (int i = 0; i < ws.length; i++) {
            assertThat(moved[i]).isEqualTo(i % 16 == 2 ? 0.5f : 0);
        }
        assertThat(latents).hasSize(2);
    }

    @Test
    void directionsOfOtherNetworksAreExplained() {
        fails("direction axis2 must have 16 values to fit the network: 8", session, Space.W, 8);
        fails("direction axis2 must have 16 values to fit the network: 17", session, Space.Z, 17);
        assertThatThrownBy(() -> levels(along(W.withLayers(new LayerRange(4, 6)), 1)))
                .hasMessage("direction axis2 must move layers in [0, 5]: 4-6");
        try (GeneratorSession dcgan =
                GeneratorSession.of(TinyNetworks.generator(TinyNetworks.DCGAN, 5), 0)) {
            fails("directions in space w need a network with styles: dcgan", dcgan, Space.W, 8);
        }
        Latent styles = session.styles(session.latent(3), DEFAULTS);
        assertThatThrownBy(() -> session.levels(styles, along(Z, 1)))
                .hasMessage("directions must be in space w to move styles: z");
    }

    private static void fails(String message, GeneratorSession session, Space space, int size) {
        assertThatThrownBy(
                        () ->
                                session.levels(
                                        session.latent(0), along(direction(space, 2, size), 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "a:b", "a=b", "a@b", "a\nb"})
    void namesCanBeWritten(String name) {
        assertThatThrownBy(() -> new Direction(name, Space.Z, new float[] {1}, null, 1, Double.NaN))
                .hasMessageContaining("name must be 1 to 100 letters");
    }

    @Test
    void valuesAreChecked() {
        fails("sigma must be at least 0: NaN", new float[] {1}, Double.NaN, 0);
        fails("sigma must be at least 0: -1.0", new float[] {1}, -1, 0);
        fails("explained must be in [0, 1]: 1.5", new float[] {1}, 1, 1.5);
        fails("values must have the length 1: 2.0", new float[] {2}, 1, 1);
        fails("values must have the length 1: NaN", new float[] {Float.NaN}, 1, 1);
        assertThatThrownBy(() -> Shift.of(W, Double.POSITIVE_INFINITY))
                .hasMessage("amount must be finite: Infinity");
        assertThatThrownBy(() -> new LayerRange(3, 2))
                .hasMessage("layers must go from at least 0 upwards: 3-2");
        assertThatThrownBy(() -> new Directions("pca", "", new float[16], List.of(W, W)))
                .hasMessage("names must differ: axis2");
        assertThatThrownBy(() -> new Directions("pca", "", new float[8], List.of(W)))
                .hasMessage("directions must all have 8 values: 16");
        assertThatThrownBy(() -> new Directions("pca", "", new float[16], List.of(Z)).get("1"))
                .hasMessage("direction must be 0 to 0 or one of axis2: 1");
    }

    private static void fails(String message, float[] values, double sigma, double explained) {
        assertThatThrownBy(() -> new Direction("a", Space.Z, values, null, sigma, explained))
                .hasMessage(message);
    }

    @Test
    void textTellsDirectionsApart() {
        assertThat(W.toString()).isNotEqualTo(direction(Space.W, 3, 16).toString());
        assertThat(W.toString()).isEqualTo(direction(Space.W, 2, 16).toString());
        float[] nearly = W.values().clone();
        nearly[2] = Math.nextDown(nearly[2]);
        Direction other = new Direction("axis2", Space.W, nearly, null, 0.5, Double.NaN);
        assertThat(other.toString()).isNotEqualTo(W.toString());
        assertThat(Arrays.asList(along(W, 1).toString(), along(W, 2).toString()))
                .doesNotHaveDuplicates();
    }

    @Test
    void nothingIsLeftBehind() {
        LeakCheck.assertLeavesNothingBehind(
                () -> {
                    levels(along(W, 1));
                    levels(along(Z, 1));
                });
    }
}

package galatea.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatentArithmeticTest {
    private static final float[] AVERAGE = {1, 2};
    private static final float[] WS = {3, 5, -1, 4, 0, 8}; // three layers of two

    @Test
    void psiZeroGivesTheAverage() {
        assertThat(Truncation.of(0).apply(WS, AVERAGE)).containsExactly(1, 2, 1, 2, 1, 2);
    }

    @Test
    void psiOneChangesNothing() {
        assertThat(Truncation.of(1).apply(WS, AVERAGE)).isSameAs(WS);
    }

    @Test
    void cutoffLeavesTheLaterLayers() {
        assertThat(new Truncation(0.5, 2).apply(WS, AVERAGE)).containsExactly(2, 3.5f, 0, 3, 0, 8);
    }

    @Test
    void negativePsiMirrors() {
        assertThat(Truncation.of(-1).apply(WS, AVERAGE)).containsExactly(-1, -1, 3, 0, 2, -4);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1.01, 2.01, Double.NaN})
    void psiOutOfRangeIsRefused(double psi) {
        assertThatThrownBy(() -> Truncation.of(psi))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("psi must be in [-1, 2]: " + psi);
    }

    @Test
    void mixingTakesTheNamedLayersFromTheSecond() {
        Latent first = styles(1, 1, 2, 2, 3, 3);
        Latent second = styles(4, 4, 5, 5, 6, 6);
        Latent mixed = StyleMixing.of(List.of(0, 2), 3).mix(first, second, 3);
        assertThat(mixed.values()).containsExactly(4, 4, 2, 2, 6, 6);
    }

    @Test
    void scalesCoverEachLayerOnce() {
        assertThat(StyleMixing.Scale.COARSE.layers(10)).containsExactly(0, 1, 2, 3);
        assertThat(StyleMixing.Scale.MIDDLE.layers(10)).containsExactly(4, 5, 6, 7);
        assertThat(StyleMixing.Scale.FINE.layers(10)).containsExactly(8, 9);
        assertThat(StyleMixing.Scale.MIDDLE.layers(6)).containsExactly(4, 5);
        assertThat(StyleMixing.Scale.FINE.layers(6)).isEmpty();
    }

    @Test
    void mixingLayerBeyondTheNetworkIsRefused() {
        assertThatThrownBy(() -> StyleMixing.of(List.of(0, 6), 6))
                .hasMessage("styles must be layers in [0, 5]: 6");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 61})
    void journeyEndsAtTheLastKey(int count) {
        List<Latent> keys = List.of(styles(0, 1), styles(5, 5), styles(3, 2));
        for (Interpolation.Curve curve : Interpolation.Curve.values()) {
            List<Latent> stations = new Interpolation(curve, false).stations(keys, count);
            assertThat(stations).hasSize(count);
            assertThat(stations.get(0)).isSameAs(keys.get(0));
            assertThat(stations.get(count - 1)).isSameAs(keys.get(2));
        }
    }

    @Test
    void everyKeyOfAnEvenJourneyIsMet() {
        List<Latent> keys = List.of(styles(0, 1), styles(5, 5), styles(3, 2));
        for (Interpolation.Curve curve : Interpolation.Curve.values()) {
            assertThat(new Interpolation(curve, true).stations(keys, 30)).containsAll(keys);
        }
    }

    @Test
    void loopStopsOneStepBeforeTheFirstKey() {
        List<Latent> keys = List.of(styles(0, 0), styles(4, 8));
        List<Latent> stations =
                new Interpolation(Interpolation.Curve.LINEAR, true).stations(keys, 8);
        assertThat(stations.get(7).values()).containsExactly(1, 2);
    }

    @Test
    void cubicHasNoKinks() {
        List<Latent> keys = List.of(styles(0, 0), styles(1, 3), styles(5, 2), styles(2, 2));
        List<Latent> stations =
                new Interpolation(Interpolation.Curve.CUBIC, true).stations(keys, 4000);
        for (int i = 0; i < stations.size(); i++) {
            float before = stations.get(i).values()[0];
            float at = stations.get((i + 1) % 4000).values()[0];
            float after = stations.get((i + 2) % 4000).values()[0];
            assertThat(after - at).isCloseTo(at - before, within(1e-4f));
        }
    }

    @Test
    void slerpKeepsTheLength() {
        Latent from = Latent.ofSeed(1, 64);
        Latent to = Latent.ofSeed(2, 64);
        List<Latent> stations =
                new Interpolation(Interpolation.Curve.LINEAR, false).stations(List.of(from, to), 9);
        double shorter = Math.min(length(from), length(to));
        double longer = Math.max(length(from), length(to));
        for (Latent station : stations) {
            assertThat(length(station)).isBetween(shorter * 0.97, longer * 1.03);
        }
    }

    @Test
    void slerpOfEqualLatentsStays() {
        Latent z = Latent.ofSeed(1, 8);
        assertThat(
                        new Interpolation(Interpolation.Curve.LINEAR, false)
                                .stations(List.of(z, z), 3)
                                .get(1)
                                .values())
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(z.values());
    }

    @Test
    void cubicInZIsRefused() {
        Interpolation cubic = new Interpolation(Interpolation.Curve.CUBIC, false);
        assertThatThrownBy(() -> cubic.stations(List.of(Latent.ofSeed(0, 4)), 3))
                .hasMessageContaining("must be linear in space z");
    }

    private static double length(Latent latent) {
        double sum = 0;
        for (float value : latent.values()) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    private static Latent styles(float... values) {
        return new Latent(Space.W, values, 0);
    }
}

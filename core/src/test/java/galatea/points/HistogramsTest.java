package galatea.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramsTest {

    @ParameterizedTest
    @CsvSource({
        "8, 1, .496929127, 2.079441542, 0",
        "8, 2, .380395666, 1.386294361, .693147",
        "8, 4, .215761554, .693147181, 1.386294",
        "8, 6, .095602589, .287682072, 1.791759",
        "8, 7, .045406578, .133531393, 1.945910",
        "25, 1, .608374893, 3.218875825, 0",
        "25, 5, .422810455, 1.609437912, 1.609438",
        "25, 12, .226883434, .733969175, 2.484907",
        "25, 20, .074881762, .223143551, 2.995732",
        "25, 24, .014067039, .040821995, 3.178054"
    })
    void someModesUsedEvenlyGiveTheReferenceValues(
            int modes, int used, double jsd, double kl, double entropy) {
        int[] counts = new int[modes];
        Arrays.fill(counts, 0, used, 7);

        assertThat(Histograms.jsd(counts)).isCloseTo(jsd, within(6e-10));
        assertThat(Histograms.reverseKl(counts)).isCloseTo(kl, within(6e-10));
        assertThat(Histograms.entropy(counts)).isCloseTo(entropy, within(6e-7));
        assertThat(Histograms.forwardKl(counts)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void unevenCountsGiveTheReferenceValues() {
        int[] counts = {500, 400, 300, 300, 300, 300, 200, 200};

        assertThat(Histograms.jsd(counts)).isCloseTo(.010524971, within(6e-10));
        assertThat(Histograms.reverseKl(counts)).isCloseTo(.042497845, within(6e-10));
        assertThat(Histograms.forwardKl(counts)).isCloseTo(.042374810, within(6e-10));
        assertThat(Histograms.entropy(counts)).isCloseTo(2.036943697, within(6e-10));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 25})
    void evenCountsAreAtNoDistance(int modes) {
        int[] counts = new int[modes];
        Arrays.fill(counts, 3);

        assertThat(Histograms.jsd(counts)).isCloseTo(0, within(1e-15));
        assertThat(Histograms.reverseKl(counts)).isCloseTo(0, within(1e-15));
        assertThat(Histograms.forwardKl(counts)).isCloseTo(0, within(1e-15));
        assertThat(Histograms.entropy(counts)).isCloseTo(Math.log(modes), within(1e-15));
    }

    @Test
    void largeCountsDoNotOverflow() {
        assertThat(Histograms.reverseKl(Integer.MAX_VALUE, Integer.MAX_VALUE, 0, 0))
                .isCloseTo(Math.log(2), within(1e-12));
    }

    @Test
    void wrongCountsAreNamed() {
        assertThatThrownBy(() -> Histograms.jsd(0, 0))
                .hasMessage("counts must have a sum of at least 1: 0");
        assertThatThrownBy(() -> Histograms.entropy())
                .hasMessage("counts must have a sum of at least 1: 0");
        assertThatThrownBy(() -> Histograms.forwardKl(2, -1))
                .hasMessage("counts must be at least 0: -1");
    }
}

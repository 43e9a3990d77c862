package galatea.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModeStatisticsTest {
    private static final Mixture RING = Mixtures.ring("ring", 8, 2, 0.02);

    /** Some points at the centre of each mode. */
    private static float[] atCentres(Mixture mixture, int... counts) {
        float[] xy = new float[2 * Arrays.stream(counts).sum()];
        int at = 0;
        for (int mode = 0; mode < counts.length; mode++) {
            for (int i = 0; i < counts[mode]; i++) {
                xy[at++] = (float) mixture.centres().get(mode).x();
                xy[at++] = (float) mixture.centres().get(mode).y();
            }
        }
        return xy;
    }

    @ParameterizedTest
    @CsvSource({"2.05, 1, 1", "2.07, 0, 1", "1.95, 1, 1", "1.93, 0, 1", "2.09, 0, 0"})
    void highQualityEndsAtThreeOrFourDeviations(float x, double share, double share4) {
        ModeStatistics statistics = ModeStatistics.of(RING, new float[] {x, 0});

        assertThat(statistics.highQualityShare()).isEqualTo(share);
        assertThat(statistics.highQualityShare4()).isEqualTo(share4);
    }

    @Test
    void exactlyThreeDeviationsAreNotHighQuality() {
        assertThat(RING.isWithin(0, 2.06, 0, 3)).isFalse();
        assertThat(RING.isWithin(0, Math.nextDown(2.06), 0, 3)).isTrue();
        assertThat(RING.isWithin(0, 2.06, 0, 4)).isTrue();
    }

    /** A float cannot hold 2.06; its neighbours 2.05999994 and 2.06000018 lie on either side. */
    @Test
    void floatsCountAsTheNumbersTheyAre() {
        float below = 2.06f;
        float[] xy = {below, 0, Math.nextUp(below), 0};

        assertThat(ModeStatistics.of(RING, xy).highQualityShare()).isEqualTo(0.5);
    }

    @Test
    void exactlyThreeDeviationsInFloatsAreNotHighQuality() {
        Mixture mixture = new Mixture("one", List.of(new Point(2, 0)), 0.25);
        float[] xy = {2.75f, 0, 1.25f, 0, 2, 0.75f, 2, Math.nextDown(0.75f)};
        ModeStatistics statistics = ModeStatistics.of(mixture, xy);

        assertThat(statistics.highQualityShare()).isEqualTo(0.25);
        assertThat(statistics.highQualityShare4()).isEqualTo(1);
    }

    @Test
    void modesAreCoveredFromOneAndWellFromTwenty() {
        float[] xy = atCentres(RING, 100, 20, 19, 1, 0, 0, 0, 0);
        ModeStatistics statistics = ModeStatistics.of(RING, xy);

        assertThat(statistics.modes()).isEqualTo(8);
        assertThat(statistics.modesCovered()).isEqualTo(4);
        assertThat(statistics.modesCoveredWell()).isEqualTo(2);
    }

    @Test
    void histogramCountsHighQualityPointsOnly() {
        float[] good = atCentres(RING, 3, 1, 0, 0, 0, 0, 0, 0);
        float[] xy = Arrays.copyOf(good, good.length + 8);
        for (int i = good.length; i < xy.length; i += 2) {
            xy[i] = -2.1f; // nearest to mode 4, five deviations away
        }
        ModeStatistics statistics = ModeStatistics.of(RING, xy);

        assertThat(statistics.modesCovered()).isEqualTo(2);
        assertThat(statistics.highQualityShare()).isEqualTo(0.5);
        assertThat(statistics.entropy()).isCloseTo(0.5623351446188083, within(1e-12));
        assertThat(statistics.reverseKl())
                .isCloseTo(Math.log(8) - 0.5623351446188083, within(1e-12));
        assertThat(statistics.jsd()).isEqualTo(Histograms.jsd(3, 1, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void unevenCountsGiveTheReferenceValues() {
        float[] xy = atCentres(RING, 500, 400, 300, 300, 300, 300, 200, 200);
        ModeStatistics statistics = ModeStatistics.of(RING, xy);

        assertThat(statistics.highQualityShare()).isEqualTo(1);
        assertThat(statistics.highQualityShare4()).isEqualTo(1);
        assertThat(statistics.modesCoveredWell()).isEqualTo(8);
        assertThat(statistics.jsd()).isCloseTo(.010524971, within(1e-9));
        assertThat(statistics.reverseKl()).isCloseTo(.042497845, within(1e-9));
        assertThat(statistics.entropy()).isCloseTo(2.036943697, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void pointsThatAreNotFiniteAreNeverOfHighQuality(float bad) {
        float[] xy = {2, 0, bad, 0, 2, bad, bad, bad};
        ModeStatistics statistics = ModeStatistics.of(RING, xy);

        assertThat(statistics.highQualityShare()).isEqualTo(0.25);
        assertThat(statistics.highQualityShare4()).isEqualTo(0.25);
        assertThat(statistics.modesCovered()).isEqualTo(1);
    }

    @Test
    void withoutHighQualityAllMeasuresAreTheWorst() {
        ModeStatistics statistics = ModeStatistics.of(RING, new float[] {0, 0, 1, 1});
        double log2 = StrictMath.log(2);
        double log8 = StrictMath.log(8);

        assertThat(statistics).isEqualTo(new ModeStatistics(8, 0, 0, 0, 0, log2, log8, 0));
    }

    @Test
    void wrongPointSetsAreNamed() {
        assertThatThrownBy(() -> ModeStatistics.of(RING, new float[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("xy must hold at least 1 point: 0");
        assertThatThrownBy(() -> ModeStatistics.of(RING, new float[5]))
                .hasMessage("xy must hold pairs of x and y: 5 values");
    }
}

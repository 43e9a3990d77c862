package galatea.evolve.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import galatea.evolve.PointMetrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class RaceResultTest {

    @Test
    void theLastMeasureCounts() {
        assertThat(Races.result("evolve", 0, 0.1, 0.3, 0.7).last())
                .isEqualTo(Races.metrics(0.1, 0.7));
    }

    /** Of ten measures the last two: 0.5 and 0.9 around 0.7. */
    @Test
    void wobbleIsTheDeviationOfTheLastFifth() {
        RaceResult result = Races.result("evolve", 0, 0.1, 0, 1, 0, 1, 0, 1, 0, 1, 0.5, 0.9);
        assertThat(result.wobble(RaceMetric.HIGH_QUALITY_SHARE)).isCloseTo(0.2, within(1e-15));
    }

    @Test
    void whatStandsStillDoesNotWobble() {
        double[] same = DoubleStream.generate(() -> 0.4).limit(50).toArray();
        RaceResult result = Races.result("evolve", 0, 0.1, same);
        assertThat(result.wobble(RaceMetric.HIGH_QUALITY_SHARE)).isCloseTo(0, within(1e-15));
    }

    /** A fifth of three measures is the last one. */
    @Test
    void fewMeasuresHaveAWobbleToo() {
        assertThat(Races.result("evolve", 0, 0.1, 0, 1, 0.5).wobble(RaceMetric.HIGH_QUALITY_SHARE))
                .isZero();
    }

    /** So that equal races give equal files. */
    @Test
    void survivorsKeepTheirOrder() {
        Map<String, Double> shares = new LinkedHashMap<>();
        for (String label : List.of("z", "a", "m", "b", "y", "c")) {
            shares.put(label, 0.1);
        }
        RaceResult result = new RaceResult("evolve", 0, 1, 1, List.of(), shares);
        assertThat(result.survivorShare().keySet()).containsExactly("z", "a", "m", "b", "y", "c");
    }

    @Test
    void metricsReadTheirNumbers() {
        var metrics = Races.metrics(0.4, 0.9);
        assertThat(RaceMetric.MODES_COVERED.of(metrics)).isEqualTo(7);
        assertThat(RaceMetric.MODES_COVERED_WELL.of(metrics)).isEqualTo(6);
        assertThat(RaceMetric.HIGH_QUALITY_SHARE.of(metrics)).isEqualTo(0.9);
        assertThat(RaceMetric.HIGH_QUALITY_SHARE_4.of(metrics)).isEqualTo(0.9);
        assertThat(RaceMetric.JSD.of(metrics)).isEqualTo(0.4);
        assertThat(RaceMetric.MMD2.of(metrics)).isEqualTo(0.2);
    }

    @Test
    void withoutModesThereIsADistanceOnly() {
        var metrics = new PointMetrics(null, 0.2);
        assertThat(RaceMetric.of(false)).containsExactly(RaceMetric.MMD2);
        assertThat(RaceMetric.MMD2.of(metrics)).isEqualTo(0.2);
        assertThat(RaceMetric.JSD.of(metrics)).isNaN();
    }
}

package galatea.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MixtureTest {
    static List<Mixture> presets() {
        return Mixtures.presets();
    }

    private static Mixture preset(String name) {
        return presets().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "ring8-egan, 1.4144271570014144, 0.014144271570014144", // 2 / 1.414, .02 / 1.414
        "ring8-pac, 1, 0.01",
        "ring8-radboud, 2, 0.02"
    })
    void ringsHaveThePublishedCentres(String name, double radius, double deviation) {
        Mixture ring = preset(name);
        double diagonal = radius * Math.sqrt(0.5);
        double[][] expected = {
            {radius, 0},
            {diagonal, diagonal},
            {0, radius},
            {-diagonal, diagonal},
            {-radius, 0},
            {-diagonal, -diagonal},
            {0, -radius},
            {diagonal, -diagonal}
        };
        assertThat(ring.deviation()).isCloseTo(deviation, within(1e-15));
        assertThat(ring.modes()).isEqualTo(8);
        for (int k = 0; k < 8; k++) {
            assertThat(ring.centres().get(k).x()).isCloseTo(expected[k][0], within(1e-15));
            assertThat(ring.centres().get(k).y()).isCloseTo(expected[k][1], within(1e-15));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "grid25-egan, 0.7072135785007072, 0.01768033946251768", // 2 / 2.828, .05 / 2.828
        "grid25-pac, 2, 0.05",
        "grid25-radboud, 1, 0.05"
    })
    void gridsHaveThePublishedCentres(String name, double spacing, double deviation) {
        Mixture grid = preset(name);
        assertThat(grid.deviation()).isCloseTo(deviation, within(1e-15));
        assertThat(grid.modes()).isEqualTo(25);
        assertThat(new HashSet<>(grid.centres())).hasSize(25);
        for (int i = 0; i < 25; i++) {
            assertThat(grid.centres().get(i).x()).isCloseTo((i / 5 - 2) * spacing, within(1e-15));
            assertThat(grid.centres().get(i).y()).isCloseTo((i % 5 - 2) * spacing, within(1e-15));
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void aPerfectSamplerPassesItsOwnTest(Mixture mixture) {
        float[] xy = mixture.draw(new SplittableRandom(1), 2500);
        ModeStatistics statistics = ModeStatistics.of(mixture, xy);

        assertThat(statistics.modes()).isEqualTo(mixture.modes());
        assertThat(statistics.modesCovered()).isEqualTo(mixture.modes());
        assertThat(statistics.modesCoveredWell()).isEqualTo(mixture.modes());
        assertThat(statistics.highQualityShare()).isBetween(0.9826, 0.9952);
        assertThat(statistics.highQualityShare4()).isBetween(0.998, 1.0);
        assertThat(statistics.reverseKl()).isLessThan(0.01);
        assertThat(statistics.jsd()).isLessThan(0.0025);
    }

    @Test
    void sharesWithinThreeAndFourDeviationsAreThoseOfTheNormalDistribution() {
        Mixture mixture = preset("grid25-egan");
        float[] xy = mixture.draw(new SplittableRandom(2), 400_000);
        ModeStatistics statistics = ModeStatistics.of(mixture, xy);

        assertThat(statistics.highQualityShare()).isCloseTo(1 - Math.exp(-4.5), within(7e-4));
        assertThat(statistics.highQualityShare4()).isCloseTo(1 - Math.exp(-8), within(1.2e-4));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void extentHoldsAllPoints(Mixture mixture) {
        float[] xy = mixture.draw(new SplittableRandom(3), 10_000);
        float limit = (float) mixture.extent();

        for (float value : xy) {
            assertThat(Math.abs(value)).isLessThan(limit);
        }
    }

    @Test
    void extentIsFiveDeviationsBeyondTheFarthestCentre() {
        Mixture mixture = new Mixture("two", List.of(new Point(1, 0), new Point(0.5, -3)), 0.25);
        assertThat(mixture.extent()).isEqualTo(4.25);
    }

    @ParameterizedTest
    @MethodSource("presets")
    void equalSeedsGiveEqualPoints(Mixture mixture) {
        float[] first = mixture.draw(new SplittableRandom(4), 100);

        assertThat(mixture.draw(new SplittableRandom(4), 100)).isEqualTo(first);
        assertThat(mixture.draw(new SplittableRandom(5), 100)).isNotEqualTo(first);
    }

    @Test
    void drawingInPartsGivesTheSamePoints() {
        Mixture mixture = preset("ring8-egan");
        SplittableRandom random = new SplittableRandom(6);
        float[] whole = mixture.draw(new SplittableRandom(6), 3);
        float[] parts = new float[6];
        float[] start = mixture.draw(random, 1);
        float[] end = mixture.draw(random, 2);
        System.arraycopy(start, 0, parts, 0, 2);
        System.arraycopy(end, 0, parts, 2, 4);

        assertThat(parts).isEqualTo(whole);
    }

    @Test
    void nearestModeIsTheFirstOfEquals() {
        Mixture mixture = new Mixture("two", List.of(new Point(-1, 0), new Point(1, 0)), 0.1);

        assertThat(mixture.nearest(0.2, 5)).isEqualTo(1);
        assertThat(mixture.nearest(0, 0)).isZero();
        assertThat(mixture.nearest(Double.NaN, 1)).isZero();
    }

    @Test
    void centresAreCopied() {
        List<Point> centres = new ArrayList<>(List.of(new Point(0, 0)));
        Mixture mixture = new Mixture("one", centres, 1);
        centres.clear();

        assertThat(mixture.modes()).isEqualTo(1);
    }

    @Test
    void wrongParametersAreNamed() {
        List<Point> one = List.of(new Point(0, 0));
        assertThatThrownBy(() -> new Mixture("m", List.of(), 1))
                .hasMessage("centres must hold at least 1: 0");
        assertThatThrownBy(() -> new Mixture("m", one, 0))
                .hasMessage("deviation must be above 0 and finite: 0.0");
        assertThatThrownBy(() -> new Mixture("m", one, Double.NaN))
                .hasMessage("deviation must be above 0 and finite: NaN");
        assertThatThrownBy(() -> new Point(0, Double.NaN))
                .hasMessage("x and y must be finite: 0.0, NaN");
        assertThatThrownBy(() -> new Mixture("m", one, 1).draw(new SplittableRandom(), 0))
                .hasMessage("n must be at least 1: 0");
        assertThatThrownBy(
                        () -> new Mixture("m", one, 1).draw(new SplittableRandom(), new float[3]))
                .hasMessage("xy must hold pairs of x and y: 3 values");
    }
}

package galatea.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MmdTest {
    private static final float[] X = {0, 0, 1, 0};
    private static final float[] Y = {0, 1, 2, 0};

    @ParameterizedTest
    @CsvSource({".5, -.169522364, .486169807", "1, -.070087514, .742603792"})
    void twoPairsGiveTheReferenceValues(double gamma, double unbiased, double biased) {
        assertThat(Mmd.unbiased(X, Y, gamma)).isCloseTo(unbiased, within(6e-10));
        assertThat(Mmd.biased(X, Y, gamma)).isCloseTo(biased, within(6e-10));
    }

    @Test
    void setsOfDifferentSizesAreWeightedByTheirPairs() {
        float[] one = {0, 0};
        float[] three = {0, 0, 1, 0, 0, 2};
        double[] k = {Math.exp(-1), Math.exp(-4), Math.exp(-5)};
        double yy = (k[0] + k[1] + k[2]) / 3;
        double xy = (1 + k[0] + k[1]) / 3;

        assertThat(Mmd.biased(one, three, 1))
                .isCloseTo(1 + (6 * yy + 3) / 9 - 2 * xy, within(1e-15));
        assertThat(Mmd.unbiased(X, three, 1))
                .isCloseTo(k[0] + yy - 2 * (1 + k[0] + k[1] + k[0] + 1 + k[2]) / 6, within(1e-15));
    }

    @Test
    void orderOfTheSetsDoesNotMatter() {
        assertThat(Mmd.unbiased(Y, X, 0.7)).isCloseTo(Mmd.unbiased(X, Y, 0.7), within(1e-15));
        assertThat(Mmd.biased(Y, X, 0.7)).isCloseTo(Mmd.biased(X, Y, 0.7), within(1e-15));
    }

    @Test
    void equalSetsHaveNoBiasedDistance() {
        float[] x = new SwissRoll().draw(new SplittableRandom(1), 50);
        assertThat(Mmd.biased(x, x, 2)).isCloseTo(0, within(1e-15));
        assertThat(Mmd.unbiased(x, x, 2)).isNegative();
    }

    /** 40 pairs of samples of one distribution: the mean is 0 within four standard errors. */
    @Test
    void unbiasedEstimateIsZeroOnAverageForOneDistribution() {
        Mixture ring = Mixtures.ring("ring", 8, 1, 0.1);
        SplittableRandom random = new SplittableRandom(2);
        double[] values = new double[40];
        for (int i = 0; i < values.length; i++) {
            values[i] = Mmd.unbiased(ring.draw(random, 100), ring.draw(random, 100), 1);
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double square = Arrays.stream(values).map(v -> v * v).average().orElseThrow();

        assertThat(mean).isCloseTo(0, within(4 * Math.sqrt(square / values.length)));
        assertThat(Arrays.stream(values).anyMatch(v -> v < 0)).isTrue();
    }

    @Test
    void differentDistributionsAreApart() {
        SplittableRandom random = new SplittableRandom(3);
        float[] ring = Mixtures.ring("ring", 8, 1, 0.1).draw(random, 500);
        float[] one = Mixtures.ring("one", 1, 1, 0.1).draw(random, 500);

        assertThat(Mmd.unbiased(ring, one, Mmd.medianGamma(ring))).isGreaterThan(0.3);
    }

    @Test
    void medianGammaIsTheInverseSquareOfTheMedianDistance() {
        assertThat(Mmd.medianGamma(new float[] {0, 0, 3, 4})).isEqualTo(1 / 25.0);
        // Distances 1, 2, 3.
        assertThat(Mmd.medianGamma(new float[] {0, 0, 1, 0, 3, 0})).isEqualTo(0.25);
        // Distances 1, 2, 3, 4, 6, 7: the median is 3.5.
        assertThat(Mmd.medianGamma(new float[] {0, 0, 1, 0, 3, 0, 7, 0}))
                .isCloseTo(1 / 12.25, within(1e-15));
    }

    @Test
    void medianGammaLooksAtTheFirstPointsOnly() {
        float[] many = new SwissRoll().draw(new SplittableRandom(4), Mmd.MEDIAN_POINTS + 500);
        float[] first = Arrays.copyOf(many, 2 * Mmd.MEDIAN_POINTS);

        assertThat(Mmd.medianGamma(many)).isEqualTo(Mmd.medianGamma(first));
    }

    @Test
    void pointsThatAreNotFiniteGiveNaN() {
        float[] bad = {0, 0, Float.POSITIVE_INFINITY, 0};
        assertThat(Mmd.unbiased(X, bad, 1)).isNaN();
        assertThat(Mmd.unbiased(bad, X, 1)).isNaN();
        assertThat(Mmd.biased(X, new float[] {Float.NaN, 0}, 1)).isNaN();
        assertThatThrownBy(() -> Mmd.medianGamma(bad))
                .hasMessage("x must be finite: it holds NaN or infinity");
    }

    @Test
    void wrongArgumentsAreNamed() {
        assertThatThrownBy(() -> Mmd.unbiased(X, new float[2], 1))
                .hasMessage("y must hold at least 2 points: 1");
        assertThatThrownBy(() -> Mmd.biased(new float[0], Y, 1))
                .hasMessage("x must hold at least 1 point: 0");
        assertThatThrownBy(() -> Mmd.biased(X, new float[3], 1))
                .hasMessage("y must hold pairs of x and y: 3 values");
        assertThatThrownBy(() -> Mmd.unbiased(X, Y, 0))
                .hasMessage("gamma must be above 0 and finite: 0.0");
        assertThatThrownBy(() -> Mmd.medianGamma(new float[6]))
                .hasMessage("x must have a median distance above 0: 0");
    }
}

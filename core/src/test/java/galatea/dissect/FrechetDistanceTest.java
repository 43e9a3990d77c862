package galatea.dissect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import galatea.testing.ReferenceVectors;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {
    private static final double[] ZERO = {0, 0};
    private static final int SIZE = 64;

    private static float[] array(String name) {
        try (Scope scope = new Scope()) {
            return Ops.floats(ReferenceVectors.load("metrics").tensor(name));
        }
    }

    private static Gaussian gaussian(float[] rows, int size) {
        Moments moments = new Moments(size);
        for (int from = 0; from < rows.length; from += 7 * size) {
            moments.add(Arrays.copyOfRange(rows, from, Math.min(from + 7 * size, rows.length)));
        }
        return moments.gaussian();
    }

    private static double distance(
            double[] mean1, double[][] covariance1, double[] mean2, double[][] covariance2) {
        return new FrechetDistance(new Gaussian(mean1, covariance1))
                .to(new Gaussian(mean2, covariance2));
    }

    @Test
    void batchesOfAnySizeGiveTheVarianceOfAll() {
        Moments moments = new Moments(1);
        moments.add(new float[] {0, 1});
        moments.add(new float[] {10, 11});
        moments.add(new float[] {4, 5, 6});
        assertThat(moments.gaussian().covariance()[0][0]).isCloseTo(17.238095238, within(1e-9));
        assertThat(moments.gaussian().mean()[0]).isCloseTo(37.0 / 7, within(1e-12));
        assertThat(moments.count()).isEqualTo(7);
    }

    @Test
    void valuesFarFromZeroCancelNothing() {
        Moments moments = new Moments(1);
        for (int i = 0; i < 1000; i++) {
            moments.add(new float[] {1e6f + i % 2, 1e6f + 1 - i % 2, 1e6f});
        }
        assertThat(moments.gaussian().covariance()[0][0])
                .isCloseTo(2.0 / 9 * 3000 / 2999, within(1e-9));
    }

    @Test
    void gaussiansHaveTheReferenceDistances() {
        double[][] c = {{2, .5}, {.5, 1}};
        double[][] d = {{1, .2}, {.2, 3}};
        double[][] diagonal = {{1, 0}, {0, 4}};
        double[] mean = {1, 2};
        assertThat(distance(ZERO, diagonal, mean, new double[][] {{9, 0}, {0, 1}}))
                .isCloseTo(10, within(1e-9));
        assertThat(distance(ZERO, c, ZERO, d)).isCloseTo(0.7543862845365084, within(1e-9));
        double[][] e = {{2, 1}, {1, 2}};
        assertThat(distance(ZERO, e, ZERO, new double[][] {{1, 0}, {0, 3}}))
                .isCloseTo(0.5166852264521182, within(1e-9));
        double[][] singular = {{1, 0}, {0, 0}};
        assertThat(distance(mean, singular, mean, singular)).isCloseTo(0, within(1e-6));
    }

    @Test
    void samplesHaveTheReferenceDistance() {
        double expected =
                ReferenceVectors.load("metrics").scalar("scalars/fid_covariance_n_minus_1");
        Gaussian real = gaussian(array("real"), SIZE);
        FrechetDistance metric = new FrechetDistance(real);
        assertThat(metric.to(gaussian(array("generated"), SIZE))).isCloseTo(expected, within(1e-6));
        assertThat(metric.to(real)).isCloseTo(0, within(1e-6));
        assertThat(new FeatureSample(metric, array("generated")).distance())
                .isCloseTo(expected, within(1e-5)); // single precision inside
    }

    /** Fewer than features, and more. */
    @Test
    void partsHaveTheDistanceOfTheirOwnGaussian() {
        FrechetDistance metric = new FrechetDistance(gaussian(array("real"), SIZE));
        float[] rows = array("generated");
        FeatureSample sample = new FeatureSample(metric, rows);
        for (int count : new int[] {10, 200}) {
            float[] part = Arrays.copyOf(rows, count * SIZE);
            List<Integer> first = java.util.stream.IntStream.range(0, count).boxed().toList();
            assertThat(sample.distance(first))
                    .isCloseTo(metric.to(gaussian(part, SIZE)), within(1e-5));
        }
        int[] weights = new int[sample.pictures()];
        weights[3] = 2;
        weights[8] = 1;
        assertThat(sample.distance(weights))
                .isCloseTo(sample.distance(List.of(3, 3, 8)), within(1e-12));
    }

    @Test
    void wrongNumbersAreExplained() {
        Moments moments = new Moments(2);
        assertThatThrownBy(moments::gaussian).hasMessage("vectors must be at least 2: 0");
        assertThatThrownBy(() -> moments.add(new float[] {1, Float.NaN}))
                .hasMessage("features must be finite: NaN");
        FrechetDistance metric =
                new FrechetDistance(new Gaussian(ZERO, new double[][] {{1, 0}, {0, 1}}));
        assertThatThrownBy(() -> metric.to(new Gaussian(new double[1], new double[1][1])))
                .hasMessage("features must be 2: 1");
        assertThatThrownBy(() -> new FeatureSample(metric, new float[] {1, 1f / 0}))
                .hasMessage("features must be finite: Infinity");
    }
}

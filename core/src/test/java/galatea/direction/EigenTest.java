package galatea.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import galatea.latent.NumpyRandom;
import galatea.testing.OneThread;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OneThread.class)
class EigenTest {
    private static final double HALF = Math.sqrt(0.5);

    /** x = 100 + A n of normal n, with the covariance A Aᵀ = diag(4, 1) turned by 45 degrees. */
    private static double[] gaussian(int count) {
        NumpyRandom random = new NumpyRandom(3);
        double[] rows = new double[2 * count];
        for (int i = 0; i < count; i++) {
            double a = 2 * random.nextGaussian();
            double b = random.nextGaussian();
            rows[2 * i] = 100 + HALF * (a - b);
            rows[2 * i + 1] = 100 + HALF * (a + b);
        }
        return rows;
    }

    private static Spread spread(double[] rows, int batch) {
        Spread spread = new Spread(2);
        for (int from = 0; from < rows.length; from += 2 * batch) {
            spread.add(Arrays.copyOfRange(rows, from, Math.min(from + 2 * batch, rows.length)));
        }
        return spread;
    }

    @Test
    void componentsOfAKnownGaussianAreFound() {
        Eigen eigen = Eigen.of(spread(gaussian(100_000), 1000).covariance(), 2, 2);
        assertThat(eigen.values()).containsExactly(new double[] {4, 1}, within(0.05));
        assertThat(eigen.vectors()[0]).containsExactly(new double[] {HALF, HALF}, within(0.01));
        assertThat(Math.abs(eigen.vectors()[1][0])).isCloseTo(HALF, within(0.01));
        assertThat(eigen.share(0)).isCloseTo(0.8, within(0.01));
        assertThat(eigen.share(0) + eigen.share(1)).isCloseTo(1, within(1e-12));
    }

    @Test
    void batchesOfAnySizeGiveTheCovarianceOfAll() {
        double[] rows = gaussian(1001);
        double[] all = spread(rows, 1001).covariance();
        assertThat(spread(rows, 7).covariance()).containsExactly(all, within(1e-11));
        assertThat(spread(rows, 1).covariance()).containsExactly(all, within(1e-11));
        double mean = 0;
        for (int i = 0; i < rows.length; i += 2) {
            mean += rows[i] / 1001;
        }
        double variance = 0;
        for (int i = 0; i < rows.length; i += 2) {
            variance += (rows[i] - mean) * (rows[i] - mean) / 1000;
        }
        assertThat(all[0]).isCloseTo(variance, within(1e-11));
        assertThat(spread(rows, 7).along(new double[] {1, 0}))
                .isCloseTo(Math.sqrt(variance), within(1e-11));
    }

    @Test
    void orderAndSignAreAlwaysTheSame() {
        double[] matrix = {1, 0, 0, 0, 3, 0, 0, 0, 2};
        Eigen eigen = Eigen.of(matrix, 3, 2);
        assertThat(eigen.values()).containsExactly(new double[] {3, 2}, within(1e-12));
        assertThat(eigen.vectors()[0]).containsExactly(new double[] {0, 1, 0}, within(1e-12));
        assertThat(eigen.vectors()[1]).containsExactly(new double[] {0, 0, 1}, within(1e-12));
        assertThat(eigen.total()).isCloseTo(6, within(1e-12));
        double[] negative = {-0.6, 0.8};
        Vectors.turn(negative);
        assertThat(negative).containsExactly(-0.6, 0.8);
        double[] turned = {-0.8, 0.6};
        Vectors.turn(turned);
        assertThat(turned).containsExactly(0.8, -0.6);
    }

    @Test
    void limitsAreExplained() {
        double[] matrix = {1, 0, 0, 1};
        assertThatThrownBy(() -> Eigen.of(matrix, 2, 3)).hasMessage("count must be in [1, 2]: 3");
        assertThatThrownBy(() -> Eigen.of(matrix, 2, 0)).hasMessage("count must be in [1, 2]: 0");
        assertThatThrownBy(() -> new Spread(1).add(new double[] {Double.NaN}))
                .hasMessage("values must be finite: NaN");
        assertThatThrownBy(() -> Vectors.unit(new double[2]))
                .hasMessage("direction must not be 0 everywhere");
        assertThat(Vectors.unit(new double[] {3e-200, 4e-200}))
                .containsExactly(new double[] {0.6, 0.8}, within(1e-15));
    }
}

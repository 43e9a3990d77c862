package galatea.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AdversarialLossTest {

    /** Softplus of ±½, ±1, ±2 from a table, the rest by hand; reals score 2, −1, fakes ½, −1. */
    @ParameterizedTest
    @CsvSource({
        "NON_SATURATING, 0.8936693359, 1.3637641851",
        "MINIMAX, -0.6436693359, 1.3637641851",
        "LEAST_SQUARES, 1.0625, 1.5625",
        "WASSERSTEIN, 0.25, -0.75",
        "HINGE, 0.25, 1.75"
    })
    void valuesAreThoseComputedByHand(
            AdversarialLoss loss, double generator, double discriminator) {
        try (Scope scope = new Scope()) {
            Tensor real = scores(2, -1);
            Tensor fake = scores(0.5, -1);

            assertThat(Ops.item(loss.generator(fake))).isCloseTo(generator, within(1e-9));
            assertThat(Ops.item(loss.discriminator(real, fake)))
                    .isCloseTo(discriminator, within(1e-9));
        }
    }

    /** Scores and values of the tests of TF-GAN, without its label smoothing. */
    @ParameterizedTest
    @CsvSource({
        "NON_SATURATING, 5.833865891654, 1e-12",
        "MINIMAX, 5.833865891654, 1e-12",
        "LEAST_SQUARES, 41.73375, 1e-12",
        "WASSERSTEIN, 0.225, 1e-12",
        "HINGE, 6.75, 1e-12"
    })
    void discriminatorsLossesAreThoseOfTfGan(
            AdversarialLoss loss, double discriminator, double tolerance) {
        try (Scope scope = new Scope()) {
            Tensor real = scores(-5, 1.4, 12.5, 2.7);
            Tensor fake = scores(10, 4.4, -5.5, 3.6);

            assertThat(Ops.item(loss.discriminator(real, fake)))
                    .isCloseTo(discriminator, within(tolerance));
        }
    }

    @ParameterizedTest
    @EnumSource
    void gradientsAreThoseOfTheValues(AdversarialLoss loss) {
        double[] points = {2.3, -1.7, 0.3, -0.4};
        double[] others = {-0.2, 0.9, 1.6, -3};

        Differences.assertGradient(loss::generator, points, 4);
        Differences.assertGradient(x -> loss.discriminator(x, scores(others)), points, 4);
        Differences.assertGradient(x -> loss.discriminator(scores(others), x), points, 4);
    }

    @ParameterizedTest
    @EnumSource
    void aBatchCountsAsMuchAsItsMean(AdversarialLoss loss) {
        try (Scope scope = new Scope()) {
            Tensor once = loss.discriminator(scores(2, -1), scores(0.5, -1));
            Tensor twice = loss.discriminator(scores(2, -1, 2, -1), scores(0.5, -1, 0.5, -1));

            assertThat(Ops.item(twice)).isCloseTo(Ops.item(once), within(1e-12));
        }
    }

    @Test
    void logisticLossesAreStableAtExtremeScores() {
        AdversarialLoss loss = AdversarialLoss.NON_SATURATING;
        assertThat(value(loss::generator, 100)).isCloseTo(0, within(1e-9));
        assertThat(value(loss::generator, -100)).isCloseTo(100, within(1e-9));
        assertThat(value(x -> loss.discriminator(x, x), 100)).isCloseTo(100, within(1e-9));
        assertThat(value(x -> loss.discriminator(x, x), -100)).isCloseTo(100, within(1e-9));
        assertThat(slope(loss::generator, 100)).isCloseTo(0, within(1e-9));
        assertThat(slope(loss::generator, -100)).isCloseTo(-1, within(1e-9));
        assertThat(value(AdversarialLoss.MINIMAX::generator, 100)).isCloseTo(-100, within(1e-9));
        assertThat(slope(AdversarialLoss.MINIMAX::generator, -100)).isCloseTo(0, within(1e-9));
    }

    /** The reason for the name: where the discriminator is sure, only one of the two learns. */
    @Test
    void minimaxSaturatesWhereTheOtherDoesNot() {
        assertThat(slope(AdversarialLoss.MINIMAX::generator, -10)).isBetween(-1e-4, 0.0);
        assertThat(slope(AdversarialLoss.NON_SATURATING::generator, -10)).isLessThan(-0.999);
    }

    private static double value(UnaryOperator<Tensor> loss, double score) {
        try (Scope scope = new Scope()) {
            return Ops.item(loss.apply(scores(score)));
        }
    }

    private static double slope(UnaryOperator<Tensor> loss, double score) {
        try (Scope scope = new Scope()) {
            Tensor x = scores(score).requires_grad_(true);
            return Ops.item(Ops.gradient(loss.apply(x), x));
        }
    }

    private static Tensor scores(double... values) {
        return Ops.of(DType.FLOAT64, values, values.length);
    }
}

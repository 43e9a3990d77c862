package galatea.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import galatea.testing.TinyNetworks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingConfigTest {
    private static final TrainingConfig PAPER = TrainingConfig.paper(TinyTraining.style());

    @Test
    void thePapersTrainingHasThePapersNumbers() {
        assertThat(PAPER.objective()).isEqualTo(Objective.PAPER);
        assertThat(PAPER.schedule()).isEqualTo(Schedule.paper(16));
        assertThat(PAPER.beta1()).isZero();
        assertThat(PAPER.beta2()).isEqualTo(0.99);
        assertThat(PAPER.emaKimg()).isEqualTo(10);
        assertThat(PAPER.augmentation()).isEqualTo(Augmentation.NONE);
        assertThat(PAPER.mirror()).isFalse();
        assertThat(PAPER.totalKimg()).isEqualTo(25_000);
        assertThat(PAPER.seed()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "4, .9997227796",
        "8, .999445636",
        "16, .9988915793",
        "32, .9977843871",
        "64, .9955736832",
        "128, .9911669587",
        "256, .9824119399",
        "10000, .5"
    })
    void averageKeepsHalfAfterTenThousandImages(int batch, double beta) {
        assertThat(PAPER.emaBeta(batch)).isCloseTo(beta, within(1e-10));
    }

    @ParameterizedTest
    @CsvSource({
        "1, .99, 10, 1, 'beta1 must be in [0, 1): 1.0'",
        "0, -1, 10, 1, 'beta2 must be in [0, 1): -1.0'",
        "0, .99, 0, 1, emaKimg must be positive: 0.0",
        "0, .99, 10, NaN, totalKimg must be positive: NaN"
    })
    void valuesOutOfRangeAreNamed(
            double beta1, double beta2, double emaKimg, double totalKimg, String message) {
        assertThatThrownBy(
                        () ->
                                new TrainingConfig(
                                        PAPER.network(),
                                        PAPER.objective(),
                                        PAPER.schedule(),
                                        beta1,
                                        beta2,
                                        emaKimg,
                                        Augmentation.NONE,
                                        false,
                                        totalKimg,
                                        0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void scheduleMustEndAtTheNetworksResolution() {
        assertThatThrownBy(
                        () ->
                                TinyTraining.with(
                                        TinyTraining.style(),
                                        Schedule.fixed(32, 4, 0.1),
                                        Objective.PAPER))
                .hasMessage("schedule must end at the network's resolution 16: 32");
    }

    @Test
    void aNetworkThatCannotGrowStartsAtItsResolution() {
        assertThatThrownBy(() -> TrainingConfig.paper(TinyTraining.dcgan()))
                .hasMessage("a dcgan network cannot grow: startResolution must be 32");
    }

    @Test
    void familyForUseOnlyIsRefused() {
        assertThatThrownBy(() -> TrainingConfig.paper(TinyNetworks.STYLE2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "family of the network must be style, progressive, dcgan or mlp to be"
                                + " trained: style2");
    }
}

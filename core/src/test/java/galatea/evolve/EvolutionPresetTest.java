package galatea.evolve;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.evolve.EvolutionRules.Fakes;
import galatea.evolve.EvolutionRules.Moments;
import galatea.evolve.EvolutionRules.Order;
import galatea.evolve.EvolutionRules.Siblings;
import galatea.evolve.Fitness.Diversity;
import galatea.evolve.Fitness.Quality;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The points in which the paper, its two programs and this library differ. */
class EvolutionPresetTest {

    @ParameterizedTest
    @CsvSource({"GALATEA, true", "PAPER, true", "THEANO_2018, false", "PYTORCH_2020, false"})
    void halvesAreThePapers(EvolutionPreset preset, boolean halves) {
        both(preset, rules -> assertThat(rules.halves()).isEqualTo(halves));
    }

    @ParameterizedTest
    @CsvSource({
        "GALATEA, true, least-squares",
        "GALATEA, false, least-squares",
        "PAPER, true, least-squares",
        "PAPER, false, least-squares",
        "THEANO_2018, true, least-squares",
        "THEANO_2018, false, least-squares",
        "PYTORCH_2020, true, least-squares-logit",
        "PYTORCH_2020, false, least-squares-logit"
    })
    void leastSquaresAreOnProbabilityOrLogit(
            EvolutionPreset preset, boolean points, String mutation) {
        assertThat(preset.rules(points).mutations())
                .containsExactlyInAnyOrder("minimax", "heuristic", mutation);
    }

    @ParameterizedTest
    @EnumSource
    void qualityIsTheMeanProbability(EvolutionPreset preset) {
        both(preset, rules -> assertThat(rules.fitness().quality()).isEqualTo(Quality.PROBABILITY));
    }

    @ParameterizedTest
    @CsvSource({"GALATEA, NORM", "PAPER, NORM", "THEANO_2018, SQUARED_NORM", "PYTORCH_2020, NORM"})
    void diversityIsOfTheNormOrItsSquare(EvolutionPreset preset, Diversity diversity) {
        both(preset, rules -> assertThat(rules.fitness().diversity()).isEqualTo(diversity));
    }

    @ParameterizedTest
    @CsvSource({
        "GALATEA, DISCRIMINATOR_FIRST",
        "PAPER, DISCRIMINATOR_FIRST",
        "THEANO_2018, GENERATORS_FIRST",
        "PYTORCH_2020, GENERATORS_FIRST"
    })
    void orderIsThatOfPaperOrProgram(EvolutionPreset preset, Order order) {
        both(preset, rules -> assertThat(rules.order()).isEqualTo(order));
    }

    @ParameterizedTest
    @CsvSource({
        "GALATEA, FRESH",
        "PAPER, FRESH",
        "THEANO_2018, SURVIVORS_EVALUATION",
        "PYTORCH_2020, SURVIVORS_EVALUATION"
    })
    void fakesAreThoseOfPaperOrProgram(EvolutionPreset preset, Fakes fakes) {
        both(preset, rules -> assertThat(rules.fakes()).isEqualTo(fakes));
    }

    @ParameterizedTest
    @CsvSource({
        "GALATEA, INDEPENDENT",
        "PAPER, INDEPENDENT",
        "THEANO_2018, CHAINED",
        "PYTORCH_2020, INDEPENDENT"
    })
    void onlyTheFirstProgramChainsSiblings(EvolutionPreset preset, Siblings siblings) {
        both(preset, rules -> assertThat(rules.siblings()).isEqualTo(siblings));
    }

    /** The chain's order: heuristic always kept, then minimax, then least squares. */
    @Test
    void theFirstProgramBreedsHeuristicFirst() {
        assertThat(EvolutionPreset.THEANO_2018.rules(true).mutations())
                .containsExactly("heuristic", "minimax", "least-squares");
    }

    @ParameterizedTest
    @CsvSource({"GALATEA, INHERITED", "THEANO_2018, PER_MUTATION", "PYTORCH_2020, INHERITED"})
    void momentsAreInheritedOrByMutation(EvolutionPreset preset, Moments moments) {
        both(preset, rules -> assertThat(rules.moments()).isEqualTo(moments));
    }

    @ParameterizedTest
    @CsvSource({"GALATEA, 0.99", "PAPER, 0.99", "THEANO_2018, 0.999", "PYTORCH_2020, 0.999"})
    void beta2IsThePapersOrItsPrograms(EvolutionPreset preset, double beta2) {
        assertThat(preset.beta2()).isEqualTo(beta2);
        assertThat(preset.beta1()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource({
        "GALATEA, true, 1",
        "GALATEA, false, 2",
        "PAPER, true, 2",
        "PAPER, false, 2",
        "THEANO_2018, true, 1",
        "THEANO_2018, false, 3",
        "PYTORCH_2020, true, 3",
        "PYTORCH_2020, false, 3"
    })
    void discriminatorStepsAreThoseOfPaperOrProgram(
            EvolutionPreset preset, boolean points, int steps) {
        assertThat(preset.rules(points).discriminatorSteps()).isEqualTo(steps);
    }

    @ParameterizedTest
    @CsvSource({
        "GALATEA, 64, 64",
        "PAPER, 256, 256",
        "THEANO_2018, 256, 96",
        "PYTORCH_2020, 256, 256"
    })
    void childrenAreJudgedBySoMany(EvolutionPreset preset, int points, int pictures) {
        assertThat(preset.rules(true).evaluationBatch()).isEqualTo(points);
        assertThat(preset.rules(false).evaluationBatch()).isEqualTo(pictures);
    }

    @ParameterizedTest
    @CsvSource({"GALATEA, true", "PAPER, false", "THEANO_2018, false", "PYTORCH_2020, false"})
    void onlyGalateaJudgesOnSharedLatents(EvolutionPreset preset, boolean shared) {
        both(preset, rules -> assertThat(rules.sharedLatents()).isEqualTo(shared));
    }

    @ParameterizedTest
    @EnumSource
    void theFittestChildOfOneParentSurvives(EvolutionPreset preset) {
        both(
                preset,
                rules -> {
                    assertThat(rules.selection()).isEqualTo(Selection.FITNESS);
                    assertThat(rules.plus()).isFalse();
                    assertThat(rules.parents()).isEqualTo(1);
                });
    }

    /** Of the first program β, half the γ that it amounts to. */
    @ParameterizedTest
    @CsvSource({
        "GALATEA, 0.5, 0.001",
        "PAPER, 0.5, 0.001",
        "THEANO_2018, 1, 0.002",
        "PYTORCH_2020, 0.01, 0.01"
    })
    void gammaIsLargeForPointsAndSmallForPictures(
            EvolutionPreset preset, double points, double pictures) {
        assertThat(preset.rules(true).fitness().gamma()).isEqualTo(points);
        assertThat(preset.rules(false).fitness().gamma()).isEqualTo(pictures);
    }

    @ParameterizedTest
    @CsvSource({"PAPER, 16, 2e-4", "THEANO_2018, 32, 2e-4", "PYTORCH_2020, 32, 2e-4"})
    void batchAndRateForPicturesAreThoseOfPaperAndPrograms(
            EvolutionPreset preset, int batch, double rate) {
        assertThat(preset.batch(false)).isEqualTo(batch);
        assertThat(preset.learningRate(false)).isEqualTo(rate);
    }

    @Test
    void batchAndRateForPointsAreThoseOfTheFirstProgram() {
        assertThat(EvolutionPreset.THEANO_2018.batch(true)).isEqualTo(64);
        assertThat(EvolutionPreset.THEANO_2018.learningRate(true)).isEqualTo(1e-4);
    }

    /** Neither is known to the paper or its programs. */
    @ParameterizedTest
    @EnumSource(names = {"PAPER", "THEANO_2018", "PYTORCH_2020"})
    void decayAndGradientPenaltyAreNoneOfThePapers(EvolutionPreset preset) {
        for (boolean points : new boolean[] {true, false}) {
            assertThat(preset.decay(points)).isZero();
            assertThat(preset.r1Gamma(points)).isZero();
        }
    }

    private static void both(EvolutionPreset preset, Consumer<EvolutionRules> check) {
        List.of(true, false).forEach(points -> check.accept(preset.rules(points)));
    }
}

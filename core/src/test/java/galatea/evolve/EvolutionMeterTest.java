package galatea.evolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import galatea.testing.OneThread;
import galatea.train.DiscriminatorStep;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OneThread.class)
class EvolutionMeterTest {
    private static final DiscriminatorStep.Report BROKEN =
            new DiscriminatorStep.Report(Double.NaN, 0, 0, Double.POSITIVE_INFINITY, 0);

    // Kendall's rank correlation

    @Test
    void equalRanksCorrelateFully() {
        assertThat(kendall(new double[] {1, 2, 3}, new double[] {10, 20, 30})).isEqualTo(1);
    }

    @Test
    void oppositeRanksContradictFully() {
        assertThat(kendall(new double[] {1, 2, 3}, new double[] {3, 2, 1})).isEqualTo(-1);
    }

    /** Pairs (1,2) and (1,3) agree, (2,3) does not: (2 − 1) / 3. */
    @Test
    void eachPairCountsOnce() {
        assertThat(kendall(new double[] {1, 2, 3}, new double[] {1, 3, 2}))
                .isCloseTo(1 / 3.0, within(1e-15));
    }

    /** Of six pairs four agree and one does not. */
    @Test
    void equalValuesAreNeitherFriendNorFoe() {
        assertThat(kendall(new double[] {1, 2, 2, 3}, new double[] {1, 2, 3, 2.5}))
                .isCloseTo((4 - 1) / 6.0, within(1e-15));
    }

    @Test
    void theDeadAreNotRanked() {
        assertThat(kendall(new double[] {1, Double.NaN, 2}, new double[] {1, Double.NaN, 2}))
                .isEqualTo(1);
    }

    @Test
    void oneAloneHasNoRank() {
        assertThat(kendall(new double[] {1}, new double[] {1})).isNaN();
    }

    private static double kendall(double[] qualities, double[] diversities) {
        List<GenerationReport.Individual> individuals = new ArrayList<>();
        for (int i = 0; i < qualities.length; i++) {
            individuals.add(individual("minimax", qualities[i], diversities[i], -1));
        }
        return EvolutionMeter.kendall(individuals);
    }

    // Means

    @Test
    void meansAreThoseOfStepsAndOfFirstPlaces() {
        EvolutionTick tick =
                tick(
                        report(
                                List.of(step(1, 4, 0.5), step(3, 0, 1.5)),
                                individual("minimax", 0.2, 2, 0),
                                individual("heuristic", 0.9, 9, 1)),
                        report(
                                List.of(step(5, 2, 1)),
                                individual("minimax", 0.4, 7, -1),
                                individual("heuristic", 0.6, 4, 0)));
        assertThat(tick.lossD()).isEqualTo(3);
        assertThat(tick.penalty()).isEqualTo(2);
        assertThat(tick.scoreReal()).isEqualTo(1);
        assertThat(tick.scoreFake()).isEqualTo(-1);
        assertThat(tick.survivor().quality()).isCloseTo(0.4, within(1e-15));
        assertThat(tick.survivor().diversity()).isEqualTo(3);
        assertThat(tick.fitness()).isCloseTo((1.2 + 2.6) / 2, within(1e-15));
        assertThat(tick.rankCorrelation()).isZero();
    }

    @Test
    void everySurvivorCountsForItsMutation() {
        EvolutionTick tick =
                tick(
                        report(
                                List.of(),
                                individual("minimax", 0.2, 2, 0),
                                individual("heuristic", 0.9, 9, 1)),
                        report(
                                List.of(),
                                individual("heuristic", 0.4, 7, 1),
                                individual("heuristic", 0.6, 4, 0)));
        assertThat(tick.survivorShares())
                .containsEntry("minimax", 0.25)
                .containsEntry("heuristic", 0.75)
                .containsEntry("least-squares", 0.0);
    }

    @Test
    void brokenNumbersDoNotCount() {
        EvolutionTick tick = tick(report(List.of(step(2, 0, 1), BROKEN)));
        assertThat(tick.lossD()).isEqualTo(2);
        assertThat(tick.scoreFake()).isEqualTo(-1);
    }

    @Test
    void withoutSurvivorsThereIsNoFitness() {
        EvolutionTick tick = tick(report(List.of(step(2, 0, 1))));
        assertThat(tick.survivor().quality()).isNaN();
        assertThat(tick.fitness()).isNaN();
        assertThat(tick.rankCorrelation()).isNaN();
        assertThat(tick.survivorShares()).doesNotContainValue(Double.NaN);
    }

    @Test
    void speedIsThatOfItsGenerations() {
        EvolutionTick tick = tick(report(List.of()), report(List.of()));
        assertThat(tick.generationsPerSecond()).isEqualTo(4); // 2 in two quarters of a second
        assertThat(tick.secondsTotal()).isEqualTo(9);
        assertThat(tick.deaths()).isEqualTo(3);
    }

    @Test
    void countsAndRateAreThoseOfTheTrainer() {
        EvolutionTick tick = tick(report(List.of()));
        assertThat(tick.generation()).isEqualTo(2);
        assertThat(tick.realsSeen()).isEqualTo(24);
        assertThat(tick.lod()).isZero();
        assertThat(tick.learningRate()).isEqualTo(0.01);
    }

    /** After generations of a quarter of a second each. */
    private static EvolutionTick tick(GenerationReport... reports) {
        EvolutionConfig config = TinyRuns.points(new RulesBuilder(), 9);
        EvolutionMeter meter = new EvolutionMeter(config.rules());
        for (GenerationReport report : reports) {
            meter.add(report, 0.25);
        }
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            trainer.restore(2, 24);
            return meter.tick(trainer, 3, 9);
        }
    }

    private static GenerationReport report(
            List<DiscriminatorStep.Report> steps, GenerationReport.Individual... individuals) {
        return new GenerationReport(0, steps, List.of(individuals));
    }

    private static DiscriminatorStep.Report step(double loss, double penalty, double score) {
        return new DiscriminatorStep.Report(loss, penalty, score, -score, 1);
    }

    private static GenerationReport.Individual individual(
            String mutation, double quality, double diversity, int place) {
        double fitness = quality + 0.5 * diversity;
        return new GenerationReport.Individual(
                0, mutation, 0, quality, diversity, fitness, Double.isFinite(quality), place);
    }
}

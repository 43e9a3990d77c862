package galatea.evolve;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.train.DiscriminatorStep;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LifeSignsTest {
    private static final DiscriminatorStep.Report FINE =
            new DiscriminatorStep.Report(1, 0, 0, 0, 1);
    private static final DiscriminatorStep.Report POISONED =
            new DiscriminatorStep.Report(Double.NaN, 0, 0, 0, 1);

    private final LifeSigns signs = new LifeSigns();
    private long generation;

    @Test
    void differentChildrenAreAGoodSign() {
        assertThat(after(1000, FINE, 0.25, 0.5)).isNull();
        assertThat(signs.equal()).isZero();
    }

    @Test
    void equalChildrenForLongMeanADeadDiscriminator() {
        assertThat(after(99, FINE, 0.5, 0.5)).isNull();
        assertThat(signs.equal()).isEqualTo(99);
        assertThat(after(1, FINE, 0.5, 0.5))
                .isEqualTo(
                        "all children were equally fit, so the discriminator is dead or has won, in"
                                + " 100 generations in a row, up to generation 100");
    }

    @Test
    void aGoodGenerationEndsARowOfBadOnes() {
        after(99, FINE, 0.5, 0.5);
        after(1, FINE, 0.5, 0.75);
        assertThat(after(99, FINE, 0.5, 0.5)).isNull();
    }

    @Test
    void childrenThatNobodyJudgedAreNotEqual() {
        assertThat(after(200, FINE, Double.NaN, Double.NaN)).isNull();
    }

    @Test
    void aSingleChildIsNotEqualToItself() {
        assertThat(after(200, FINE, 0.5)).isNull();
    }

    @Test
    void theLastOfSeveralChildrenIsNotEqualToTheDead() {
        assertThat(after(200, FINE, 0.5, Double.NaN)).isNull();
    }

    @Test
    void aResumedRunRemembersTheRow() throws IOException {
        after(99, FINE, 0.5, 0.5);
        LifeSigns resumed = new LifeSigns();
        Map<String, Long> saved = signs.counters();
        resumed.restore(name -> Objects.requireNonNull(saved.get(name)));
        resumed.see(report(FINE, 0.5, 0.5));
        assertThat(resumed.diagnosis(generation)).contains("in 100 generations in a row");
    }

    @Test
    void twentyPoisonedStepsInARowEndTheRun() {
        assertThat(after(19, POISONED, 0.25, 0.5)).isNull();
        assertThat(after(1, POISONED, 0.25, 0.5))
                .startsWith("the discriminator's numbers were not finite in 20 generations");
    }

    /** The last diagnosis. */
    private @Nullable String after(int count, DiscriminatorStep.Report step, double... fitness) {
        @Nullable String diagnosis = null;
        for (int i = 0; i < count; i++) {
            signs.see(report(step, fitness));
            diagnosis = signs.diagnosis(generation);
        }
        return diagnosis;
    }

    private GenerationReport report(DiscriminatorStep.Report step, double... fitness) {
        List<GenerationReport.Individual> individuals =
                IntStream.range(0, fitness.length)
                        .mapToObj(i -> individual(fitness[i], i == 0 ? 0 : -1))
                        .toList();
        return new GenerationReport(generation++, List.of(step), individuals);
    }

    private static GenerationReport.Individual individual(double fitness, int place) {
        return new GenerationReport.Individual(
                0, "minimax", 0, fitness, fitness, fitness, true, place);
    }
}

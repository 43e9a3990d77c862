package galatea.evolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import galatea.testing.OneThread;
import galatea.torch.Scope;
import galatea.train.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The example of three children h, mm, hi that D(x) = σ(x) judges beside the reals 2 and 1. */
@ExtendWith(OneThread.class)
class SelectionTest {
    private static final double PRINTED = 5.1e-10;
    private static final List<String> NAMES = List.of("h", "mm", "hi");
    private static final double[][] FAKES = {{-.5, -.5}, {-1, 0}, {1.5, 1.5}};
    private static final double FLIP = .440598334; // γ where hi and mm are equally fit

    @ParameterizedTest
    @CsvSource({
        "h, .377540669, .736106215",
        "mm, .384470711, .838570357",
        "hi, .817574476, -.144419662"
    })
    void childrenAreJudgedAsByHand(String name, double quality, double diversity) {
        Fitness fitness = fitness().get(NAMES.indexOf(name));
        assertThat(fitness.quality()).isCloseTo(quality, within(PRINTED));
        assertThat(fitness.diversity()).isCloseTo(diversity, within(PRINTED));
    }

    @ParameterizedTest
    @CsvSource({
        "0, .377540669, .384470711, .817574476",
        "0.001, .378276775, .385309281, .817430057",
        "0.5, .745593776, .803755889, .745364645",
        "1, 1.113646884, 1.223041068, .673154814"
    })
    void totalsAreThoseComputedByHand(double gamma, double h, double mm, double hi) {
        assertThat(example(gamma).stream().mapToDouble(Candidate::total).toArray())
                .containsExactly(new double[] {h, mm, hi}, within(PRINTED));
    }

    /** At γ = ½ the second place is decided by 2.3e-4. */
    @ParameterizedTest
    @CsvSource({
        "0, 1, hi",
        "0.001, 1, hi",
        "0.44, 1, hi",
        "0.441, 1, mm",
        "0.5, 1, mm",
        "1, 1, mm",
        "0, 2, hi mm",
        "0.001, 2, hi mm",
        "0.5, 2, mm h",
        "1, 2, mm h",
        "0.5, 3, mm h hi"
    })
    void theFittestSurviveBestFirst(double gamma, int count, String survivors) {
        assertThat(names(Selection.FITNESS, example(gamma), count, 0, 1)).isEqualTo(survivors);
    }

    @Test
    void gammaTurnsTheOrderWhereTotalsMeet() {
        double below = FLIP - 1e-8;
        double above = FLIP + 1e-8;
        assertThat(names(Selection.FITNESS, example(below), 1, 0, 1)).isEqualTo("hi");
        assertThat(names(Selection.FITNESS, example(above), 1, 0, 1)).isEqualTo("mm");
    }

    /** Of two children with the same mean, the spread one wins in both terms. */
    @Test
    void spreadIsFitterThanTheSameMeanAtOnePoint() {
        Fitness together = fitness().get(0);
        Fitness spread = fitness().get(1);
        assertThat(spread.quality()).isGreaterThan(together.quality());
        assertThat(spread.diversity()).isGreaterThan(together.diversity());
    }

    @ParameterizedTest
    @EnumSource(names = {"FITNESS", "QUALITY_ONLY", "DIVERSITY_ONLY", "ROUND_ROBIN", "PARETO"})
    void equalsGoByIndex(Selection selection) {
        List<Candidate> equals =
                new ArrayList<>(
                        IntStream.of(2, 0, 3, 1)
                                .mapToObj(i -> candidate(i, 0, 0.5, 0.25))
                                .toList());
        assertThat(selection.survivors(equals, 4, 0, new Random(1)))
                .extracting(Candidate::index)
                .containsExactly(0, 1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void qualityAloneIgnoresGamma(double gamma) {
        assertThat(names(Selection.QUALITY_ONLY, example(gamma), 3, 0, 1)).isEqualTo("hi mm h");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void diversityAloneIgnoresGamma(double gamma) {
        assertThat(names(Selection.DIVERSITY_ONLY, example(gamma), 3, 0, 1)).isEqualTo("mm h hi");
    }

    @ParameterizedTest
    @CsvSource({"0, h", "1, mm", "2, hi"})
    void roundRobinTakesTheMutationWhoseTurnItIs(int turn, String survivor) {
        assertThat(names(Selection.ROUND_ROBIN, example(0.5), 1, turn, 1)).isEqualTo(survivor);
    }

    @Test
    void roundRobinFillsUpWithTheFittestOfTheOthers() {
        assertThat(names(Selection.ROUND_ROBIN, example(0.5), 3, 2, 1)).isEqualTo("hi mm h");
    }

    @Test
    void roundRobinTakesTheFittestOfAMutation() {
        List<Candidate> two =
                List.of(
                        candidate(0, 0, 0.9, 0),
                        candidate(1, 1, 0.1, 0),
                        candidate(2, 0, 0.8, 0),
                        candidate(3, 1, 0.2, 0));
        assertThat(Selection.ROUND_ROBIN.survivors(two, 2, 1, new Random(1)))
                .extracting(Candidate::index)
                .containsExactly(3, 1);
    }

    @Test
    void randomSelectionGivesEveryoneTheSameChance() {
        assertThat(shares(Selection.RANDOM))
                .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(0.03));
    }

    /** Of n, the k-th best wins the first duel with probability (2(n − k) + 1) / n². */
    @Test
    void tournamentsFavourTheFitter() {
        assertThat(shares(Selection.TOURNAMENT)) // h is second, mm first, hi third
                .containsExactly(new double[] {3 / 9.0, 5 / 9.0, 1 / 9.0}, within(0.03));
    }

    @ParameterizedTest
    @EnumSource(names = {"RANDOM", "TOURNAMENT"})
    void equalSeedsSelectEqually(Selection selection) {
        List<Candidate> many =
                IntStream.range(0, 20).mapToObj(i -> candidate(i, 0, 0.1 * i, 0)).toList();
        List<Candidate> once = selection.survivors(many, 10, 0, new Random(5));
        assertThat(selection.survivors(many, 10, 0, new Random(5))).isEqualTo(once);
        assertThat(selection.survivors(many, 10, 0, new Random(6))).isNotEqualTo(once);
    }

    @ParameterizedTest
    @EnumSource
    void nobodySurvivesTwice(Selection selection) {
        List<Candidate> survivors = selection.survivors(example(0.5), 3, 0, new Random(2));
        assertThat(survivors).containsExactlyInAnyOrderElementsOf(example(0.5));
    }

    @ParameterizedTest
    @EnumSource
    void allSurviveWhereFewerAreLeftThanPlaces(Selection selection) {
        List<Candidate> left = example(0.5).subList(0, 2);
        assertThat(selection.survivors(left, 3, 0, new Random(2))).hasSize(2);
        assertThat(selection.survivors(List.of(), 3, 0, new Random(2))).isEmpty();
    }

    /** mm is better than h in both terms; hi and mm are better than each other in one. */
    @Test
    void paretoSelectionPutsTheBeatenLast() {
        assertThat(names(Selection.PARETO, example(0.5), 3, 0, 1)).isEqualTo("mm hi h");
    }

    /** How often each child gets the first place. */
    private static double[] shares(Selection selection) {
        int draws = 4000;
        double[] shares = new double[3];
        for (int seed = 0; seed < draws; seed++) {
            // Seeds far apart: the first numbers of neighbouring ones resemble each other.
            Random random = new Random(seed * 0x9E3779B97F4A7C15L);
            int first = selection.survivors(example(), 1, 0, random).get(0).index();
            shares[first] += 1.0 / draws;
        }
        return shares;
    }

    private static String names(
            Selection selection, List<Candidate> candidates, int count, int turn, long seed) {
        return String.join(
                " ",
                selection.survivors(candidates, count, turn, new Random(seed)).stream()
                        .map(c -> NAMES.get(c.index()))
                        .toList());
    }

    private static List<Candidate> example(double gamma) {
        List<Fitness> fitness = fitness();
        return IntStream.range(0, 3)
                .mapToObj(
                        i ->
                                new Candidate(
                                        i,
                                        i,
                                        fitness.get(i),
                                        Fitness.Rule.paper(gamma).total(fitness.get(i))))
                .toList();
    }

    /** Printed numbers for γ = ½, where thousands are needed. */
    private static List<Candidate> example() {
        return List.of(
                candidate(0, 0, .377540669, .736106215),
                candidate(1, 1, .384470711, .838570357),
                candidate(2, 2, .817574476, -.144419662));
    }

    private static Candidate candidate(int index, int mutation, double quality, double diversity) {
        return new Candidate(
                index, mutation, new Fitness(quality, diversity), quality + 0.5 * diversity);
    }

    private static List<Fitness> fitness() {
        EvolutionConfig config =
                TinyEvolution.config(
                        PointsGenerator.NUMBERS,
                        new RulesBuilder().evaluationBatch(2).build(),
                        Schedule.fixed(1, 2, 1));
        List<Fitness> all = new ArrayList<>();
        try (LogisticDiscriminator sigmoid = new LogisticDiscriminator(1, 0)) {
            for (double[] fakes : FAKES) {
                try (PointsGenerator child = new PointsGenerator(PointsGenerator.NUMBERS, fakes);
                        Scope scope = new Scope()) {
                    Tensor half =
                            FitnessTest.realHalf(TinyEvolution.PLAIN, sigmoid, new double[] {2, 1});
                    all.add(new Breeder(config, sigmoid).judge(child, half, new Stage(0, 1), 1));
                }
            }
        }
        return all;
    }
}

package galatea.evolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParetoFrontsTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1, 0, 0, true",
        "1, 0, 0, 0, true",
        "0, 1, 0, 0, true",
        "0, 0, 0, 0, false",
        "1, 0, 0, 1, false",
        "0, 1, 1, 0, false",
        "0, 0, 1, 1, false"
    })
    void oneBeatsAnotherThatIsNowhereBetterAndSomewhereWorse(
            double quality,
            double diversity,
            double itsQuality,
            double itsDiversity,
            boolean wins) {
        Candidate one = candidate(0, quality, diversity);
        Candidate other = candidate(1, itsQuality, itsDiversity);
        assertThat(ParetoFronts.dominates(one, other)).isEqualTo(wins);
    }

    /**
     * First front (4, 1), (3, 3), (1, 4); second (2, 2.5), since only (3, 3) beats it; third (1, 1)
     * and (0, 2).
     */
    @Test
    void frontsFollowEachOther() {
        List<Integer> order =
                ranked(new double[][] {{1, 1}, {2, 2.5}, {4, 1}, {0, 2}, {3, 3}, {1, 4}});
        assertThat(order.subList(0, 3)).containsExactlyInAnyOrder(2, 4, 5);
        assertThat(order.get(3)).isEqualTo(1);
        assertThat(order.subList(4, 6)).containsExactlyInAnyOrder(0, 3);
    }

    /**
     * Places 0, 1, 4, 5, 10 on the line Fq + Fd = 10: both ends have room without bound, and the
     * larger F = Fq + Fd / 2 goes first; 5 has room 2 · (10 − 4) / 10 = 1.2; 4 and 1 have 0.8.
     */
    @Test
    void withinAFrontRoomDecidesThenFitness() {
        List<Integer> order = ranked(new double[][] {{1, 9}, {5, 5}, {0, 10}, {4, 6}, {10, 0}});
        assertThat(order).containsExactly(4, 2, 1, 3, 0);
    }

    /** Of (10, 0.6) 0.3 + 0.8, of (30, 0.2) 0.6 + 0.45, of (70, 0.15) 0.7 + 0.2. */
    @Test
    void bothTermsCountByTheirOwnRange() {
        List<Integer> order =
                ranked(new double[][] {{70, 0.15}, {30, 0.2}, {10, 0.6}, {0, 1}, {100, 0}});
        assertThat(order).containsExactly(4, 3, 2, 1, 0);
    }

    @Test
    void equalsAreOneFront() {
        assertThat(ranked(new double[][] {{1, 1}, {1, 1}, {1, 1}})).containsExactly(0, 1, 2);
    }

    @Test
    void equalsOfTheBestAreNotBeatenByIt() {
        List<Integer> order = ranked(new double[][] {{0, 0}, {2, 2}, {1, 1}, {2, 2}});
        assertThat(order).containsExactly(1, 3, 2, 0);
    }

    @Test
    void oneAloneIsAFront() {
        assertThat(ranked(new double[][] {{0.5, -3}})).containsExactly(0);
    }

    @Test
    void candidatesStayAsTheyAre() {
        List<Candidate> candidates =
                new ArrayList<>(List.of(candidate(0, 0, 0), candidate(1, 1, 1)));
        ParetoFronts.ranked(candidates);
        assertThat(candidates).extracting(Candidate::index).containsExactly(0, 1);
    }

    private static List<Integer> ranked(double[][] fitness) {
        List<Candidate> candidates =
                IntStream.range(0, fitness.length)
                        .mapToObj(i -> candidate(i, fitness[i][0], fitness[i][1]))
                        .toList();
        return ParetoFronts.ranked(candidates).stream().map(Candidate::index).toList();
    }

    private static Candidate candidate(int index, double quality, double diversity) {
        return new Candidate(index, 0, new Fitness(quality, diversity), quality + diversity / 2);
    }
}

package galatea.evolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SurvivorCountTest {
    private final SurvivorCount count = new SurvivorCount(List.of("minimax", "heuristic"));

    @Test
    void onlySurvivorsCount() {
        count.add(
                new GenerationReport(
                        0,
                        List.of(),
                        List.of(
                                individual("minimax", -1),
                                individual("heuristic", 0),
                                individual("heuristic", 1))));
        assertThat(count.shares()).containsEntry("minimax", 0.0).containsEntry("heuristic", 1.0);
    }

    @Test
    void sharesAddUpToOne() {
        count.add("minimax");
        count.add("heuristic");
        count.add("heuristic");
        count.add("heuristic");
        assertThat(count.shares()).containsEntry("minimax", 0.25).containsEntry("heuristic", 0.75);
    }

    @Test
    void withoutSurvivorsAllSharesAreZero() {
        assertThat(count.shares()).containsOnlyKeys("minimax", "heuristic").containsValue(0.0);
        assertThat(count.shares().values()).allMatch(share -> share == 0);
    }

    @Test
    void parentsThatLiveOnFollowTheMutations() {
        count.add(GenerationReport.UNCHANGED);
        assertThat(count.shares().keySet()).containsExactly("minimax", "heuristic", "unchanged");
        assertThat(count.shares()).containsEntry("unchanged", 1.0);
    }

    private static GenerationReport.Individual individual(String mutation, int place) {
        return new GenerationReport.Individual(0, mutation, 0, 0, 0, 0, true, place);
    }
}

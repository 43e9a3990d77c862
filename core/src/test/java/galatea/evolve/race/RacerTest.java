package galatea.evolve.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.evolve.EvolutionRules;
import galatea.evolve.Selection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RacerTest {
    private static final EvolutionRules BASE = Races.RULES;

    @Test
    void everyNameIsAMethod() {
        assertThat(Racer.names())
                .contains("evolve", "random-selection", "quality-only", "diversity-only")
                .contains("round-robin", "tournament", "pareto")
                .contains("minimax", "heuristic", "least-squares", "least-squares-logit")
                .contains("wasserstein", "hinge")
                .doesNotHaveDuplicates();
        for (String name : Racer.names()) {
            assertThat(Racer.of(name, BASE, List.of(), List.of()))
                    .extracting(Racer::name)
                    .containsExactly(name);
        }
    }

    @Test
    void evolveIsTheBase() {
        assertThat(only("evolve").rules()).isEqualTo(BASE);
    }

    @ParameterizedTest
    @CsvSource({
        "random-selection, RANDOM",
        "quality-only, QUALITY_ONLY",
        "diversity-only, DIVERSITY_ONLY",
        "round-robin, ROUND_ROBIN",
        "tournament, TOURNAMENT",
        "pareto, PARETO"
    })
    void controlsDifferInTheirSelectionOnly(String name, Selection selection) {
        assertThat(only(name).rules()).isEqualTo(BASE.withSelection(selection));
    }

    @Test
    void aMutationOnItsOwnComparesNothing() {
        EvolutionRules rules = only("heuristic").rules();
        assertThat(rules.mutations()).containsExactly("heuristic");
        assertThat(rules.judges()).isFalse();
    }

    private static Racer only(String name) {
        return Racer.of(name, BASE, List.of(), List.of()).get(0);
    }

    @Test
    void everyGammaIsARacer() {
        List<Racer> racers = Racer.of("evolve", BASE, List.of(0.0, 0.05, 2.0), List.of());
        assertThat(racers)
                .extracting(Racer::name)
                .containsExactly("evolve, γ 0", "evolve, γ 0.05", "evolve, γ 2");
        assertThat(racers)
                .extracting(racer -> racer.rules().fitness().gamma())
                .containsExactly(0.0, 0.05, 2.0);
    }

    /** Their course would be the same every time. */
    @ParameterizedTest
    @ValueSource(strings = {"random-selection", "quality-only", "diversity-only", "minimax"})
    void gammasAreNotSweptWhereTheyDoNotMatter(String name) {
        assertThat(Racer.of(name, BASE, List.of(0.0, 1.0), List.of()))
                .extracting(Racer::name)
                .containsExactly(name);
    }

    @Test
    void everyNumberOfParentsIsARacer() {
        List<Racer> racers = Racer.of("minimax", BASE, List.of(), List.of(1, 4));
        assertThat(racers).extracting(Racer::name).containsExactly("minimax, μ 1", "minimax, μ 4");
        assertThat(racers).extracting(racer -> racer.rules().parents()).containsExactly(1, 4);
    }

    @Test
    void twoSweepsMakeAllPairs() {
        assertThat(Racer.of("tournament", BASE, List.of(0.5, 1.0), List.of(1, 2)))
                .extracting(Racer::name)
                .containsExactly(
                        "tournament, μ 1, γ 0.5",
                        "tournament, μ 1, γ 1",
                        "tournament, μ 2, γ 0.5",
                        "tournament, μ 2, γ 1");
    }

    @Test
    void unknownMethodsAreRefused() {
        assertThatThrownBy(() -> Racer.of("magic", BASE, List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("method must be one of [evolve, ")
                .hasMessageEndingWith(": magic");
    }
}

package galatea.evolve.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.evolve.EvolutionConfig;
import galatea.evolve.race.RaceConfig.Budget;
import galatea.model.dcgan.DcganConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class RaceConfigTest {
    private static final Racer EVOLVE = new Racer("evolve", Races.RULES);

    @Test
    void equalGenerationsAreEqual() {
        RaceConfig config = Races.config(100, 3, Budget.GENERATIONS, "evolve", "minimax");
        assertThat(config.evolution(config.racers().get(0), 0).generations()).isEqualTo(100);
        assertThat(config.evolution(config.racers().get(1), 0).generations()).isEqualTo(100);
    }

    @Test
    void equalArithmeticGivesCheaperMethodsMoreGenerations() {
        RaceConfig config = Races.config(1000, 1, Budget.ARITHMETIC, "evolve", "minimax");
        EvolutionConfig evolve = config.evolution(config.racers().get(0), 0);
        EvolutionConfig minimax = config.evolution(config.racers().get(1), 0);
        assertThat(evolve.generations()).isEqualTo(1000);
        assertThat(minimax.generations()).isGreaterThan(2000);
        double ratio = Cost.ofGeneration(evolve) / Cost.ofGeneration(minimax);
        assertThat(minimax.generations()).isEqualTo(Math.round(1000 * ratio));
    }

    @Test
    void seedsFollowTheBase() {
        RaceConfig config = Races.config(10, 3, Budget.GENERATIONS, "evolve");
        assertThat(config.evolution(config.racers().get(0), 0).seed()).isEqualTo(3);
        assertThat(config.evolution(config.racers().get(0), 2).seed()).isEqualTo(5);
    }

    @Test
    void everythingButRulesAndSeedIsShared() {
        RaceConfig config = Races.config(10, 2, Budget.GENERATIONS, "evolve", "minimax");
        Racer minimax = config.racers().get(1);
        assertThat(config.evolution(minimax, 1))
                .isEqualTo(config.base().with(minimax.rules(), 10, 4));
    }

    @Test
    void methodsNeedDifferentNames() {
        EvolutionConfig base = Races.config(10, 1, Budget.GENERATIONS, "evolve").base();
        for (List<Racer> racers : List.of(List.<Racer>of(), List.of(EVOLVE, EVOLVE))) {
            assertThatThrownBy(() -> new RaceConfig(base, racers, 1, Budget.GENERATIONS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("methods must be at least one, each once: [");
        }
    }

    @Test
    void thereMustBeASeed() {
        assertThatThrownBy(() -> Races.config(10, 0, Budget.GENERATIONS, "evolve"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("seeds must be at least 1: 0");
    }

    @Test
    void networksOfPicturesDoNotRace() {
        EvolutionConfig base = Races.evolution(DcganConfig.paper(32, 1), Races.RULES, 10);
        assertThatThrownBy(() -> new RaceConfig(base, List.of(EVOLVE), 1, Budget.GENERATIONS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a race needs toy data")
                .hasMessageEndingWith("dcgan");
    }

    @Test
    void everyMethodMustFitWhatIsShared() {
        EvolutionConfig base = Races.config(10, 1, Budget.GENERATIONS, "evolve").base();
        List<Racer> racers = Racer.of("evolve", Races.RULES, List.of(), List.of(1, 3));
        assertThatThrownBy(() -> new RaceConfig(base, racers, 1, Budget.GENERATIONS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batch must be divisible by the number of parents, 3: 64");
    }
}

package galatea.evolve.race;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.evolve.PointMetrics;
import galatea.image.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RaceTableTest {
    private static final RaceTable TABLE =
            new RaceTable(
                    List.of("evolve", "minimax"),
                    RaceMetric.of(true),
                    List.of( // in the order in which they were done
                            Races.result("minimax", 1, 0.20, 0.5, 0.60),
                            Races.result("evolve", 2, 0.30, 0.5, 0.90),
                            Races.result("evolve", 0, 0.10, 0.5, 0.95),
                            Races.result("minimax", 2, 0.30, 0.5, 0.70),
                            Races.result("minimax", 0, 0.40, 0.5, 0.20),
                            Races.result("evolve", 1, 0.15, 0.5, 0.80)));

    @Test
    void resultsAreInTheOrderOfTheirSeeds() {
        assertThat(TABLE.of("minimax")).extracting(RaceResult::seed).containsExactly(0L, 1L, 2L);
        assertThat(TABLE.standing("minimax", RaceMetric.JSD).values())
                .containsExactly(0.4, 0.2, 0.3);
    }

    /** Seeds 0 and 1 are won, 2 is a draw. */
    @Test
    void theFirstIsComparedSeedBySeed() {
        assertThat(TABLE.firstAgainst("minimax", RaceMetric.JSD)).isEqualTo(new SignTest(2, 0));
    }

    @Test
    void rowsFitTheirHeadings() {
        assertThat(TABLE.headings())
                .startsWith("method", "generations", "modes", "modes (20)", "high quality")
                .endsWith("evolve better : worse (JSD)", "seconds");
        assertThat(TABLE.rows()).hasSize(2).allMatch(row -> row.size() == TABLE.headings().size());
    }

    @Test
    void aRowHasMedianWorstAndSpread() {
        List<String> row = TABLE.rows().get(1);
        assertThat(row).startsWith("minimax", "20", "7 (7) ±0", "6 (6) ±0");
        assertThat(row).contains("0.600 (0.200) ±0.100", "0.3000 (0.4000) ±0.1000");
        assertThat(row).endsWith("2 : 0, p 0.50", "2");
    }

    @Test
    void theFirstIsNotComparedWithItself() {
        assertThat(TABLE.rows().get(0)).contains("–");
    }

    @Test
    void withoutModesDistanceDecides() {
        RaceTable table =
                new RaceTable(
                        List.of("evolve"),
                        RaceMetric.of(false),
                        List.of(
                                new RaceResult(
                                        "evolve",
                                        0,
                                        5,
                                        1,
                                        List.of(
                                                new RaceResult.Measure(
                                                        5, new PointMetrics(null, -0.001))),
                                        Map.of())));
        assertThat(table.main()).isEqualTo(RaceMetric.MMD2);
        assertThat(table.headings()).contains("wobble of MMD²");
        assertThat(table.rows().get(0)).contains("-0.00100 (-0.00100) ±0.00000");
    }

    @Test
    void dotsAreDrawnForEveryMetric() {
        for (RaceMetric metric : TABLE.metrics()) {
            Picture picture = TABLE.dots(metric);
            assertThat(picture.width()).isEqualTo(900);
            assertThat(picture.height()).isEqualTo(110 + 44 * 2);
        }
    }

    @Test
    void coursesAreDrawnForEveryMetric() {
        for (RaceMetric metric : TABLE.metrics()) {
            assertThat(TABLE.course(metric).height()).isEqualTo(450);
        }
        assertThat(TABLE.course(RaceMetric.HIGH_QUALITY_SHARE).pixels())
                .isNotEqualTo(TABLE.course(RaceMetric.MODES_COVERED).pixels());
    }

    /** A method whose numbers broke is shown as that. */
    @Test
    void whatIsNoNumberCanBeShown() {
        List<RaceResult> results = new ArrayList<>(TABLE.results());
        results.add(Races.result("broken", 0, Double.NaN, 0, 0));
        results.add(Races.result("broken", 1, Double.NaN, 0, 0));
        results.add(Races.result("broken", 2, Double.NaN, 0, 0));
        RaceTable table =
                new RaceTable(
                        Stream.concat(TABLE.racers().stream(), Stream.of("broken")).toList(),
                        TABLE.metrics(),
                        results);
        assertThat(table.rows().get(2)).contains("NaN (NaN) ±NaN", "3 : 0, p 0.25");
        assertThat(table.dots(RaceMetric.MMD2).height()).isEqualTo(110 + 44 * 3);
        assertThat(table.course(RaceMetric.MMD2).width()).isEqualTo(900);
    }
}

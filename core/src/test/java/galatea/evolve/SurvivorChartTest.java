package galatea.evolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import galatea.image.Colors;
import galatea.image.Picture;
import java.util.List;
import org.junit.jupiter.api.Test;

class SurvivorChartTest {
    private static final List<String> LABELS = List.of("minimax", "heuristic", "least-squares");

    /** Half of the area is the first mutation's, a quarter each of the others. */
    @Test
    void areasAreShares() {
        SurvivorChart chart = chart(100);
        for (int generation = 0; generation < 100; generation++) {
            chart.add("minimax", generation);
            chart.add(generation % 2 == 0 ? "heuristic" : "least-squares", generation);
        }
        Picture picture = chart.draw(100);
        double minimax = pixels(picture, 0);
        assertThat(pixels(picture, 1) / minimax).isCloseTo(0.5, within(0.03));
        assertThat(pixels(picture, 2) / minimax).isCloseTo(0.5, within(0.03));
    }

    @Test
    void timeGoesToTheRight() {
        SurvivorChart chart = chart(200);
        for (int generation = 0; generation < 200; generation++) {
            chart.add(generation < 100 ? "minimax" : "heuristic", generation);
        }
        Picture picture = chart.draw(200);
        int middle = picture.height() / 2 + 7; // off the grid lines
        assertThat(colour(picture, 300, middle)).isEqualTo(Colors.ofSeries(0));
        assertThat(colour(picture, 600, middle)).isEqualTo(Colors.ofSeries(1));
    }

    /** What has not happened yet is not drawn as if nobody had survived. */
    @Test
    void anUnfinishedRunIsDrawnAsFarAsItIs() {
        SurvivorChart finished = chart(50);
        SurvivorChart unfinished = chart(100);
        for (int generation = 0; generation < 50; generation++) {
            finished.add("minimax", generation);
            unfinished.add("minimax", generation);
        }
        double all = pixels(finished.draw(50), 0);
        assertThat(pixels(unfinished.draw(50), 0) / all).isCloseTo(1, within(0.03));
    }

    @Test
    void generationsAfterAShortenedRunCountForItsEnd() {
        SurvivorChart chart = chart(3);
        for (int generation = 0; generation < 9; generation++) {
            chart.add("minimax", generation);
        }
        assertThat(pixels(chart.draw(9), 0)).isPositive();
    }

    @Test
    void aRunOfOneGenerationCanBeDrawn() {
        SurvivorChart chart = chart(1);
        chart.add("heuristic", 0);
        Picture picture = chart.draw(1);
        assertThat(picture.width()).isEqualTo(900);
        assertThat(picture.height()).isEqualTo(400);
    }

    @Test
    void parentsThatLiveOnHaveABandOfTheirOwn() {
        RulesBuilder rules = new RulesBuilder().plus();
        SurvivorChart chart = new SurvivorChart(TinyRuns.points(rules, 10));
        for (int generation = 0; generation < 10; generation++) {
            chart.add(GenerationReport.UNCHANGED, generation);
        }
        assertThat(pixels(chart.draw(10), LABELS.size())).isGreaterThan(50_000);
    }

    private static SurvivorChart chart(int generations) {
        return new SurvivorChart(TinyRuns.points(new RulesBuilder(), generations));
    }

    private static int pixels(Picture picture, int series) {
        int count = 0;
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                count += colour(picture, x, y) == Colors.ofSeries(series) ? 1 : 0;
            }
        }
        return count;
    }

    private static int colour(Picture picture, int x, int y) {
        return picture.sample(x, y, 0) << 16
                | picture.sample(x, y, 1) << 8
                | picture.sample(x, y, 2);
    }
}

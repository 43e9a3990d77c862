package galatea.evolve.race;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.evolve.race.RaceConfig.Budget;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RacePageTest {
    private static final String EVIL = "<script>alert(\"x\")</script>";
    private static final RaceConfig CONFIG =
            Races.config(10, 2, Budget.ARITHMETIC, "evolve", "minimax");

    @Test
    void textOfOthersIsEscaped() {
        RaceTable table =
                new RaceTable(
                        List.of(EVIL),
                        RaceMetric.of(true),
                        List.of(Races.result(EVIL, 0, 0.1, 0.5)));
        String html = RacePage.html(table, CONFIG, EVIL, EVIL);
        assertThat(html).doesNotContain("<script").contains("&lt;script&gt;");
    }

    @Test
    void needsNothingFromElsewhere() {
        assertThat(page()).doesNotContain("http:", "https:", "<script", "<link", "@import", "//");
    }

    /** Exactly the files that the command writes beside it. */
    @Test
    void everyPictureIsNamedAndOnceOnly() {
        List<String> named =
                Pattern.compile("<img src=\"([^\"]*)\"")
                        .matcher(page())
                        .results()
                        .map((MatchResult match) -> match.group(1))
                        .toList();
        Set<String> expected = new HashSet<>();
        for (RaceMetric metric : RaceMetric.values()) {
            expected.add(RacePage.dots(metric));
            expected.add(RacePage.course(metric));
        }
        assertThat(named).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void tellsWhatIsCompared() {
        assertThat(page())
                .contains("Race on toy:ring8-egan")
                .contains("2 methods, 2 seeds, equal arithmetic")
                .contains("galatea race --seeds 2");
    }

    @Test
    void hasTheTable() {
        assertThat(page())
                .contains("<th scope=\"row\">evolve</th><td>10</td>")
                .contains("<td>0.1000 (0.1000) ±0.0000</td>")
                .contains("<td>1 : 0, p 1.00</td>");
    }

    @Test
    void survivorsAreMeansOverTheSeeds() {
        assertThat(page())
                .contains("<th scope=\"row\">minimax</th><td>heuristic 75%, minimax 25%</td>");
    }

    /** Heights that a page reserves are those of the pictures. */
    @Test
    void picturesHaveTheSizeThatThePageSays() {
        RaceTable table = table();
        Set<String> sizes =
                Pattern.compile("src=\"jsd(-course)?.png\" width=\"(\\d+)\" height=\"(\\d+)\"")
                        .matcher(page())
                        .results()
                        .map(match -> match.group(2) + " x " + match.group(3))
                        .collect(Collectors.toSet());
        var dots = table.dots(RaceMetric.JSD);
        var course = table.course(RaceMetric.JSD);
        assertThat(sizes)
                .containsExactlyInAnyOrder(
                        dots.width() + " x " + dots.height(),
                        course.width() + " x " + course.height());
    }

    private static String page() {
        return RacePage.html(table(), CONFIG, "toy:ring8-egan", "galatea race --seeds 2");
    }

    private static RaceTable table() {
        return new RaceTable(
                List.of("evolve", "minimax"),
                RaceMetric.of(true),
                List.of(Races.result("evolve", 0, 0.1, 0.5), Races.result("minimax", 0, 0.3, 0.5)));
    }
}

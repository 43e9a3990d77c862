package galatea.evolve.race;

import galatea.report.Figure;
import galatea.report.HtmlPage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The outcome of a race as an HTML page, beside whose pictures it lies. */
public final class RacePage {
    /** Name of the page. */
    public static final String FILE = "index.html";

    private RacePage() {}

    /** Name of the picture with a dot per seed. */
    public static String dots(RaceMetric metric) {
        return "%s.png".formatted(word(metric));
    }

    /** Name of the picture with medians on the way. */
    public static String course(RaceMetric metric) {
        return "%s-course.png".formatted(word(metric));
    }

    private static String word(RaceMetric metric) {
        return metric.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The page.
     *
     * @param data what was raced on
     * @param command the command line that runs the race again
     */
    public static String html(RaceTable table, RaceConfig config, String data, String command) {
        HtmlPage page =
                HtmlPage.titled(
                        "Race on " + data,
                        "%d methods, %d seeds, equal %s"
                                .formatted(
                                        config.racers().size(),
                                        config.seeds(),
                                        config.budget().name().toLowerCase(Locale.ROOT)));
        page.command(command);
        page.heading("Result");
        page.paragraph(
                "Median over the seeds, in brackets the worst, and the median absolute deviation,"
                        + " each at the end of the training. Wobble: standard deviation over the"
                        + " last fifth of a training, median over the seeds. The next column counts"
                        + " the seeds in which the first method is better and worse; p is the"
                        + " probability of a result as uneven if both were equal (two-sided sign"
                        + " test). With few seeds it cannot be small: five against none is p 0.06.");
        page.table(table.headings(), table.rows());
        for (RaceMetric metric : table.metrics()) {
            page.heading(metric.title());
            figure(page, dots(metric), 110 + 44 * table.racers().size(), metric, "per seed");
            figure(page, course(metric), 450, metric, "on the way, median over the seeds");
        }
        survivors(page, table);
        return page.footer("Made by Galatea. This page needs no network connection.").html();
    }

    private static void figure(
            HtmlPage page, String file, int height, RaceMetric metric, String what) {
        String caption = "%s %s; %s is better.".formatted(metric.title(), what, better(metric));
        page.figure(new Figure(file, 900, height, false, caption, caption, null));
    }

    private static String better(RaceMetric metric) {
        return metric.isLargerBetter() ? "more" : "less";
    }

    private static void survivors(HtmlPage page, RaceTable table) {
        page.heading("Survivors");
        page.paragraph("Share of each mutation among the survivors, mean over the seeds.");
        List<List<String>> rows =
                table.racers().stream()
                        .map(racer -> List.of(racer, shares(table.of(racer))))
                        .toList();
        page.table(List.of("method", "survivors"), rows);
    }

    private static String shares(List<RaceResult> results) {
        Map<String, Double> means =
                results.stream()
                        .flatMap(result -> result.survivorShare().entrySet().stream())
                        .collect(
                                Collectors.groupingBy(
                                        Map.Entry::getKey,
                                        TreeMap::new,
                                        Collectors.averagingDouble(Map.Entry::getValue)));
        return means.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "%s %.0f%%", e.getKey(), 100 * e.getValue()))
                .collect(Collectors.joining(", "));
    }
}

package galatea.dissect;

import galatea.report.HtmlPage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A comparison of two dissections to read. */
public final class ComparisonPage {
    /** Name of the page. */
    public static final String FILE = "comparison.html";

    /** Of the columns of {@link #rows}. */
    public static final List<String> HEADINGS =
            List.of("class", "first", "second", "p", "q", "best first", "best second", "verdict");

    private ComparisonPage() {}

    /**
     * The page.
     *
     * @param first what the first dissection is called
     * @param second what the second is called
     */
    public static String html(DissectionComparison c, String first, String second) {
        HtmlPage page = HtmlPage.titled("Two dissections", verdict(c));
        page.facts(facts(c, first, second));
        if (!c.unlike().isEmpty()) {
            page.heading("Not made alike");
            page.paragraph(
                    "These differ too, and may be the reason for what is found below: "
                            + String.join("; ", c.unlike()));
        }
        page.heading("Classes").paragraph(words()).table(HEADINGS, rows(c));
        page.heading("Layers");
        page.paragraph(
                "Interpretable units, and in brackets their mean IoU, of all classes in common and"
                        + " of each.");
        page.paragraph("First:").table(layerHeadings(c), layers(c.first()));
        page.paragraph("Second:").table(layerHeadings(c), layers(c.second()));
        return page.footer("Made by Galatea. This page needs no network connection.").html();
    }

    /** All classes together in a sentence. */
    public static String verdict(DissectionComparison c) {
        ComparedShare all = c.overall();
        return String.format(
                Locale.ROOT,
                "%d of %d units (%.0f %%) are interpretable in the first, %d of %d (%.0f %%) in the"
                        + " second: %s (p %s)",
                all.first(),
                all.firstUnits(),
                100.0 * all.first() / all.firstUnits(),
                all.second(),
                all.secondUnits(),
                100.0 * all.second() / all.secondUnits(),
                all.verdict().words(),
                DissectionWords.number(all.p()));
    }

    private static Map<String, String> facts(DissectionComparison c, String first, String second) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("First", "%s, network %s".formatted(first, c.first().network()));
        facts.put("Second", "%s, network %s".formatted(second, c.second().network()));
        facts.put("Measured on", c.first().testSample() + " and " + c.second().testSample());
        facts.put("Classes only in the first", list(c.onlyInFirst()));
        facts.put("Classes only in the second", list(c.onlyInSecond()));
        return facts;
    }

    private static String list(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static String words() {
        return "How many units stand for each class, of all units that were dissected. p is the"
                + " probability of shares as unlike if there were no difference (Fisher's exact"
                + " test, two-sided); q corrects it for the number of classes, and up to 0.05 the"
                + " difference is called one. The test takes units for independent, which those of"
                + " one layer are not quite: read a q just below 0.05 with care. The best unit is"
                + " the one with the largest IoU, with its 95 % interval; the best of many is a"
                + " little lucky, which the interval does not know.";
    }

    /** A row for each class. */
    public static List<List<String>> rows(DissectionComparison c) {
        return c.classes().stream().map(ComparisonPage::row).toList();
    }

    private static List<String> row(ComparedClass c) {
        ComparedShare share = c.share();
        return List.of(
                c.name(),
                "%d of %d".formatted(share.first(), share.firstUnits()),
                "%d of %d".formatted(share.second(), share.secondUnits()),
                DissectionWords.number(share.p()),
                DissectionWords.number(share.q()),
                best(c.first()),
                best(c.second()),
                share.verdict().words());
    }

    private static String best(@Nullable BestUnit best) {
        return best == null
                ? "none"
                : String.format(
                        Locale.ROOT,
                        "%.2f (%.2f to %.2f) %s:%d",
                        best.iou(),
                        best.iouLow(),
                        best.iouHigh(),
                        best.layer(),
                        best.unit());
    }

    private static List<String> layerHeadings(DissectionComparison c) {
        List<String> headings = new ArrayList<>(List.of("layer", "units", "all"));
        c.classes().forEach(one -> headings.add(one.name()));
        return headings;
    }

    private static List<List<String>> layers(ComparedSide side) {
        List<List<String>> rows = new ArrayList<>();
        for (ComparedSide.ComparedLayer layer : side.layers()) {
            List<String> row = new ArrayList<>();
            row.add(layer.name());
            row.add(Integer.toString(layer.units()));
            row.add(cell(layer.count(), layer.meanIou()));
            layer.classes().forEach(c -> row.add(cell(c.count(), c.meanIou())));
            rows.add(row);
        }
        return rows;
    }

    private static String cell(int count, double mean) {
        return count == 0 ? "0" : String.format(Locale.ROOT, "%d (%.2f)", count, mean);
    }
}

package galatea.dissect;

import galatea.report.Markup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** For each layer a bar: how many units stand for which class. */
final class LayerBars {
    private static final String LAYER =
            """
            <li><a href="#%s" data-layer="%s">%s</a>
            <span class="count">%s of %s units</span>
            <span class="stack" aria-hidden="true">%s</span>
            <span class="classes">%s</span></li>
            """;
    private static final String PART =
            "<span title=\"%s %s\" style=\"width:%s%%;background:%s\"></span>";

    private final DissectionReport report;

    LayerBars(DissectionReport report) {
        this.report = report;
    }

    /** The bars, as long as the share of units that stand for something. */
    Markup markup() {
        List<Markup> items =
                IntStream.range(0, report.layers().size()).mapToObj(this::layer).toList();
        return Markup.of("<ul id=\"layers\">\n%s</ul>\n", Markup.join(items));
    }

    private Markup layer(int number) {
        LayerReport layer = report.layers().get(number);
        Map<String, Long> counts = counts(layer);
        String text =
                counts.entrySet().stream()
                        .map(e -> "%s %d".formatted(e.getKey(), e.getValue()))
                        .collect(Collectors.joining(", "));
        List<Markup> parts =
                counts.entrySet().stream()
                        .map(e -> part(e.getKey(), e.getValue(), layer.unitCount()))
                        .toList();
        int first = layer.units().isEmpty() ? 0 : layer.units().get(0).unit();
        return Markup.of(
                LAYER,
                UnitCard.anchor(number, first),
                number,
                layer.name(),
                layer.interpretableUnits(),
                layer.unitCount(),
                Markup.join(parts),
                text.isEmpty() ? "none" : text);
    }

    private Markup part(String label, long count, int units) {
        String width = String.format(Locale.ROOT, "%.2f", 100.0 * count / units);
        return Markup.of(PART, label, count, width, colour(report, label));
    }

    /** Interpretable units of each class that has any, in the order of the classes. */
    private Map<String, Long> counts(LayerReport layer) {
        Map<String, Long> counts = new LinkedHashMap<>();
        report.classes().forEach(c -> counts.put(c.name(), 0L));
        layer.units().stream()
                .filter(UnitReport::interpretable)
                .forEach(u -> counts.merge(String.valueOf(u.label()), 1L, Long::sum));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /** A small square in the colour of a class. */
    static Markup swatch(DissectionReport report, String label) {
        return Markup.of(
                "<span class=\"swatch\" style=\"background:%s\"></span>", colour(report, label));
    }

    /** The colour of a class, or grey where it says anything else than a colour. */
    private static String colour(DissectionReport report, String label) {
        return report.classes().stream()
                .filter(c -> c.name().equals(label) && c.rgb().matches("#[0-9a-f]{6}"))
                .map(ClassReport::rgb)
                .findFirst()
                .orElse("#808080");
    }
}

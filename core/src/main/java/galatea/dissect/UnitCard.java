package galatea.dissect;

import galatea.report.Markup;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The units of one layer as items of a list. */
final class UnitCard {
    private static final String CARD =
            """
            <li class="unit%s" id="%s">
            <div>
            <h3>%s<span class="id">%s</span></h3>
            %s<p class="with" hidden></p>
            </div>
            %s</li>
            """;
    private static final String IOU =
            """
            <p class="iou"><span class="bar" aria-hidden="true"><span style="width:%s%%"></span>\
            <i style="left:%s%%;width:%s%%"></i></span> IoU %s (%s to %s)</p>
            <p class="more">%s</p>
            """;
    private static final String IMAGE =
            "<a href=\"%s\"><img src=\"%s\" loading=\"lazy\" width=\"%s\" height=\"%s\""
                    + " alt=\"%s\"></a>\n";

    private final DissectionReport report;
    private final int number;
    private final String folder;
    private final UnitStrips strips;

    /**
     * @param number of the layer in the report
     * @param folder of its strips
     */
    UnitCard(DissectionReport report, int number, String folder, UnitStrips strips) {
        this.strips = strips;
        this.report = report;
        this.number = number;
        this.folder = folder;
    }

    /** What a link to a card ends with. */
    static String anchor(int layer, int unit) {
        return "u%d-%d".formatted(layer, unit);
    }

    /** The card of a unit. */
    Markup markup(UnitReport unit) {
        return Markup.of(
                CARD,
                unit.interpretable() ? "" : " not",
                anchor(number, unit.unit()),
                label(unit),
                "%s:%d".formatted(report.layers().get(number).name(), unit.unit()),
                unit.label() == null
                        ? Markup.of("<p class=\"more\">agrees with no class at any level</p>\n")
                        : measures(unit),
                unit.peaks().isEmpty() ? Markup.NONE : image(unit));
    }

    private Markup label(UnitReport unit) {
        String label = unit.label();
        return label == null
                ? Markup.of("no label ")
                : Markup.of("%s%s ", LayerBars.swatch(report, label), label);
    }

    private static Markup measures(UnitReport u) {
        return Markup.of(
                IOU,
                percent(u.iou()),
                percent(u.iouLow()),
                percent(u.iouHigh() - u.iouLow()),
                two(u.iou()),
                two(u.iouLow()),
                two(u.iouHigh()),
                more(u));
    }

    private static String more(UnitReport u) {
        Double threshold = u.threshold();
        Double fraction = u.fraction();
        String level =
                threshold == null || fraction == null
                        ? ""
                        : "threshold %s (%s %% of pixels)"
                                .formatted(
                                        DissectionWords.number(threshold),
                                        DissectionWords.number(100 * fraction));
        return "IQR %s · lift %s · q %s · %s%s"
                .formatted(
                        DissectionWords.number(u.iqr()),
                        DissectionWords.number(u.lift()),
                        DissectionWords.number(u.q()),
                        level,
                        u.interpretable() ? "" : " · not interpretable");
    }

    private Markup image(UnitReport unit) {
        String file = UnitStrips.file(folder, unit.unit());
        List<UnitReport.Peak> peaks = unit.peaks();
        String alt =
                peaks.stream()
                        .map(peak -> Integer.toString(peak.picture()))
                        .collect(
                                Collectors.joining(
                                        ", ", "The pictures of its strongest activations: ", ""));
        return Markup.of(IMAGE, file, file, strips.width(peaks.size()), strips.height(), alt);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}

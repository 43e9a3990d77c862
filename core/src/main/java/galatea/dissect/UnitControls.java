package galatea.dissect;

import galatea.report.Markup;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What chooses and orders the cards, where there are scripts. */
final class UnitControls {
    private static final String FORM =
            """
            <form id="choose" hidden>
            <label>Search <input id="text" type="search" placeholder="layer:unit or class"></label>
            <label>Layer <select id="layer"><option value="">all</option>%s</select></label>
            <label>Class <select id="class"><option value="">all</option>%s</select></label>
            <label>Order by <select id="order">
            <option value="iou">IoU</option><option value="iqr">IQR</option>
            <option value="lift">lift</option><option value="unit">layer and unit</option>
            <optgroup label="IoU with">%s</optgroup>
            </select></label>
            <label><input id="good" type="checkbox" checked> only interpretable</label>
            <p id="shown" role="status"></p>
            </form>
            """;

    private UnitControls() {}

    /** The form; the script shows it. */
    static Markup markup(DissectionReport report) {
        List<String> layers = report.layers().stream().map(LayerReport::name).toList();
        List<String> classes = report.classes().stream().map(ClassReport::name).toList();
        return Markup.of(FORM, options(layers), options(classes), options(classes));
    }

    /** Their values are the numbers, which no name can be mistaken for. */
    private static Markup options(List<String> names) {
        return IntStream.range(0, names.size())
                .mapToObj(i -> Markup.of("<option value=\"%s\">%s</option>", i, names.get(i)))
                .collect(Collectors.collectingAndThen(Collectors.toList(), Markup::join));
    }
}

package galatea.cli;

import galatea.direction.Correlation;
import galatea.direction.DirectionReport;
import galatea.direction.Effect;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Directions for the terminal, a line each. */
final class DirectionTable {
    private static final List<String> HEADINGS =
            List.of("direction", "sigma", "explained", "changes", "correlation", "effects");
    private static final int EFFECTS = 3;

    private DirectionTable() {}

    static List<String> of(DirectionReport report) {
        return TextTable.of(HEADINGS, report.sliders().stream().map(DirectionTable::row).toList());
    }

    private static List<String> row(DirectionReport.Slider slider) {
        Double explained = slider.explained();
        return List.of(
                slider.name(),
                format("%.3f", slider.sigma()),
                explained == null ? "-" : format("%.1f%%", 100 * explained),
                format("%.1f%%", 100 * slider.pictureChange()),
                correlation(slider.correlation()),
                effects(slider.effects()));
    }

    private static String correlation(@Nullable Correlation c) {
        return c == null ? "-" : format("%.2f [%.2f, %.2f]", c.value(), c.low(), c.high());
    }

    /** The largest that are certain. */
    private static String effects(List<Effect> effects) {
        return effects.stream()
                .filter(Effect::isCertain)
                .sorted(Comparator.comparingDouble(effect -> -Math.abs(effect.change())))
                .limit(EFFECTS)
                .map(
                        e ->
                                format(
                                        "%s %+.3f [%+.3f, %+.3f]",
                                        e.name(), e.change(), e.low(), e.high()))
                .collect(Collectors.joining(", "));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

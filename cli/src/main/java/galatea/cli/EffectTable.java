package galatea.cli;

import galatea.dissect.ClassEffect;
import java.util.List;
import java.util.Locale;

/** What edits did to classes, as lines of text. */
final class EffectTable {
    private EffectTable() {}

    static List<String> of(List<ClassEffect> effects) {
        List<List<String>> rows =
                effects.stream()
                        .filter(effect -> effect.pictures() > 0)
                        .map(EffectTable::row)
                        .toList();
        return TextTable.of(
                List.of("class", "pictures", "before", "after", "change", "95 % interval"), rows);
    }

    private static List<String> row(ClassEffect effect) {
        return List.of(
                effect.name(),
                Integer.toString(effect.pictures()),
                Long.toString(effect.pixelsBefore()),
                Long.toString(effect.pixelsAfter()),
                change(effect),
                "%s to %s pixels"
                        .formatted(
                                signed(effect.difference().low()),
                                signed(effect.difference().high())));
    }

    private static String change(ClassEffect effect) {
        return effect.pixelsBefore() == 0
                ? "new"
                : String.format(Locale.ROOT, "%+.1f %%", 100 * effect.relativeChange());
    }

    private static String signed(double pixels) {
        return String.format(Locale.ROOT, "%+.0f", pixels);
    }
}

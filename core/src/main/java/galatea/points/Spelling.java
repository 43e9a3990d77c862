package galatea.points;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses which name was meant. */
final class Spelling {
    private Spelling() {}

    /**
     * The first name that starts with the word or that the word starts with, else the one the
     * fewest edits away; null if these are more than half of the word's letters.
     */
    static @Nullable String nearest(String word, List<String> names) {
        String lower = word.toLowerCase(Locale.ROOT);
        String nearest = null;
        int fewest = word.length() / 2 + 1;
        for (String name : names) {
            if (!lower.isEmpty() && (name.startsWith(lower) || lower.startsWith(name))) {
                return name;
            }
            int edits = edits(lower, name);
            if (edits < fewest) {
                fewest = edits;
                nearest = name;
            }
        }
        return nearest;
    }

    /** How many letters must be inserted, deleted or replaced (Levenshtein's distance). */
    static int edits(String from, String to) {
        int[] row = new int[to.length() + 1]; // edits from the letters so far to each start of "to"
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}

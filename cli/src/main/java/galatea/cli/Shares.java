package galatea.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Shares of mutations, for people and for JSON. */
final class Shares {
    private static final Pattern HYPHEN = Pattern.compile("-(.)");

    private Shares() {}

    /** Such as {@code minimax 41%, heuristic 20%, least-squares 39%}. */
    static String text(Map<String, Double> shares) {
        return shares.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "%s %.0f%%", e.getKey(), 100 * e.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** The same with JSON's kind of names, such as {@code leastSquares}. */
    static Map<String, Double> json(Map<String, Double> shares) {
        Map<String, Double> named = new LinkedHashMap<>();
        shares.forEach(
                (label, share) ->
                        named.put(
                                HYPHEN.matcher(label)
                                        .replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT)),
                                share));
        return named;
    }
}

package galatea.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A piece of HTML in which nothing that was filled in could become markup.
 *
 * @param html the markup
 */
public record Markup(String html) {
    /** Nothing. */
    public static final Markup NONE = new Markup("");

    /**
     * Fills a template in.
     *
     * @param template markup with a {@code %s} for each value, between tags or in a quoted
     *     attribute
     * @param values pieces of markup, which stay as they are, or anything else, which is escaped
     */
    public static Markup of(String template, Object... values) {
        Object[] safe = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            safe[i] = values[i] instanceof Markup m ? m.html : escape(String.valueOf(values[i]));
        }
        return new Markup(template.formatted(safe));
    }

    /** One piece after the other. */
    public static Markup join(List<Markup> pieces) {
        return new Markup(pieces.stream().map(Markup::html).collect(Collectors.joining()));
    }

    /** Safe between tags and in quoted attributes. */
    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}

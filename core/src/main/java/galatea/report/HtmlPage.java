package galatea.report;

import java.util.List;
import java.util.Map;

/**
 * A page of headings, paragraphs, tables and pictures, in one file of plain HTML with its style
 * inside: readable without a network, on a telephone, by day and by night.
 *
 * <p>All text is escaped; nothing that is passed in can become markup.
 */
public final class HtmlPage {
    private static final String STYLE =
            """
            :root { color-scheme: light dark; --ink: #1c1c1c; --soft: #5a5a5a; --paper: #fdfdfb;
              --box: #f0efea; --line: #d8d6ce; }
            @media (prefers-color-scheme: dark) {
              :root { --ink: #e8e6e1; --soft: #a9a7a1; --paper: #17181a; --box: #232528;
                --line: #3a3c40; }
            }
            body { margin: 0 auto; padding: 1rem; max-width: 62rem; background: var(--paper);
              color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
            h1 { margin-bottom: 0; line-height: 1.2; }
            h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
            p, figcaption, table { max-width: 44rem; }
            figure { margin: 1.25rem 0; }
            figcaption { margin-top: .4rem; }
            img { max-width: 100%; height: auto; border-radius: 3px; }
            img.pixels { image-rendering: pixelated; }
            pre { margin: .5rem 0; padding: .5rem .75rem; overflow-x: auto; background: var(--box);
              border-radius: 4px; font-size: .85rem; }
            table { border-collapse: collapse; }
            th, td { padding: .2rem 1rem .2rem 0; text-align: left; vertical-align: top; }
            th { color: var(--soft); font-weight: normal; }
            .wide { overflow-x: auto; }
            .wide table { max-width: none; }
            .subtitle, footer { color: var(--soft); }
            footer { margin-top: 3rem; border-top: 1px solid var(--line); font-size: .85rem; }
            """;

    private final String title;
    private final StringBuilder style = new StringBuilder(STYLE);
    private final StringBuilder body = new StringBuilder();

    private HtmlPage(String title) {
        this.title = title;
    }

    /** An empty page below its title. */
    public static HtmlPage titled(String title, String subtitle) {
        HtmlPage page = new HtmlPage(title);
        page.add("<h1>%s</h1>\n<p class=\"subtitle\">%s</p>\n", title, subtitle);
        return page;
    }

    /** A heading. */
    public HtmlPage heading(String text) {
        return add("<h2>%s</h2>\n", text);
    }

    /** A paragraph. */
    public HtmlPage paragraph(String text) {
        return add("<p>%s</p>\n", text);
    }

    /** A command line or other text of fixed width. */
    public HtmlPage command(String text) {
        return add("<pre><code>%s</code></pre>\n", text);
    }

    /** A table of names and values, in the order of the map. */
    public HtmlPage facts(Map<String, String> facts) {
        body.append("<table>\n");
        facts.forEach(
                (name, value) ->
                        add("<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n", name, value));
        body.append("</table>\n");
        return this;
    }

    /** A table with a line of headings; the first column names its row. */
    public HtmlPage table(List<String> headings, List<List<String>> rows) {
        body.append("<div class=\"wide\"><table>\n<tr>");
        headings.forEach(heading -> add("<th scope=\"col\">%s</th>", heading));
        body.append("</tr>\n");
        for (List<String> row : rows) {
            body.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                add(i == 0 ? "<th scope=\"row\">%s</th>" : "<td>%s</td>", row.get(i));
            }
            body.append("</tr>\n");
        }
        body.append("</table></div>\n");
        return this;
    }

    /** A picture with its caption. */
    public HtmlPage figure(Figure figure) {
        body.append("<figure>\n");
        add(
                "<img src=\"%s\" width=\"%s\" height=\"%s\" class=\"%s\" alt=\"%s\">\n",
                figure.file(),
                Integer.toString(figure.width()),
                Integer.toString(figure.height()),
                figure.pixelated() ? "pixels" : "smooth",
                figure.alt());
        add("<figcaption>%s</figcaption>\n", figure.caption());
        String command = figure.command();
        if (command != null) {
            command(command);
        }
        body.append("</figure>\n");
        return this;
    }

    /** Anything else. */
    public HtmlPage add(Markup markup) {
        body.append(markup.html());
        return this;
    }

    /** More rules of style. */
    public HtmlPage style(String css) {
        style.append(css);
        return this;
    }

    /**
     * Data and what a script makes of them, at the end of the page.
     *
     * @param id of the element that holds the data
     * @param json the data
     * @param code a script of this program, never of its input
     */
    public HtmlPage script(String id, String json, String code) {
        add("<script type=\"application/json\" id=\"%s\">", id);
        body.append(json.replace("<", "\\u003c")).append("</script>\n"); // in texts only
        body.append("<script>\n").append(code).append("</script>\n");
        return this;
    }

    /** A last, small line. */
    public HtmlPage footer(String text) {
        return add("<footer><p>%s</p></footer>\n", text);
    }

    /** The whole document. */
    public String html() {
        return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        %s</body>
        </html>
        """
                .formatted(Markup.of("%s", title).html(), style, body);
    }

    private HtmlPage add(String template, Object... texts) {
        return add(Markup.of(template, texts));
    }
}

package galatea.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlPageTest {
    private static final String EVIL = "<b a=\"'\">&%s%d";
    private static final String SAFE = "&lt;b a=&quot;&#39;&quot;&gt;&amp;%s%d";

    @Test
    void escapesTextEverywhere() {
        String html =
                HtmlPage.titled(EVIL, EVIL)
                        .heading(EVIL)
                        .paragraph(EVIL)
                        .command(EVIL)
                        .facts(Map.of(EVIL, EVIL))
                        .table(List.of(EVIL, EVIL), List.of(List.of(EVIL, EVIL)))
                        .figure(new Figure(EVIL, 1, 1, true, EVIL, EVIL, EVIL))
                        .footer(EVIL)
                        .html();

        assertThat(html).doesNotContain(EVIL).doesNotContain("<b a");
        assertThat(html.split(java.util.regex.Pattern.quote(SAFE), -1)).hasSize(1 + 17);
    }

    @Test
    void needsNothingFromElsewhere() {
        String html = HtmlPage.titled("a", "b").paragraph("c").html();

        assertThat(html).startsWith("<!DOCTYPE html>").doesNotContain("http", "<script", "@import");
    }

    @Test
    void showsAPictureWithItsSizeAndCommand() {
        Figure figure = new Figure("a/b.png", 64, 32, true, "alt", "caption", "galatea info");

        assertThat(HtmlPage.titled("t", "s").figure(figure).html())
                .contains(
                        "<img src=\"a/b.png\" width=\"64\" height=\"32\" class=\"pixels\" alt=\"alt\">")
                .contains("<code>galatea info</code>");
    }

    @Test
    void theFirstColumnOfATableNamesItsRow() {
        String html =
                HtmlPage.titled("t", "s")
                        .table(List.of("name", "a"), List.of(List.of("x", "1"), List.of("y", "2")))
                        .html();
        assertThat(html)
                .contains("<th scope=\"col\">name</th><th scope=\"col\">a</th>")
                .contains("<tr><th scope=\"row\">x</th><td>1</td></tr>")
                .contains("<tr><th scope=\"row\">y</th><td>2</td></tr>");
    }

    @Test
    void dataOfAScriptCannotEndIt() {
        String html =
                HtmlPage.titled("t", "s")
                        .style("b { color: red; }\n")
                        .script("data", "[\"</script><script>alert(1)<!--\"]", "go();\n")
                        .html();
        assertThat(html)
                .contains("b { color: red; }\n</style>")
                .contains(
                        "id=\"data\">[\"\\u003c/script>\\u003cscript>alert(1)\\u003c!--\"]</script>")
                .contains("<script>\ngo();\n</script>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/tmp/a.png", "file:a.png", "C:\\a.png"})
    void refusesPicturesThatStayBehindWhenThePageMoves(String file) {
        assertThatThrownBy(() -> new Figure(file, 1, 1, true, "alt", "", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("relative");
    }
}

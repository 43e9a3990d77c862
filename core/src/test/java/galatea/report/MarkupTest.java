package galatea.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkupTest {
    @Test
    void escapesTextAndKeepsMarkup() {
        Markup bold = Markup.of("<b title=\"%s\">%s</b>", "\"'", "<i>&");
        assertThat(bold.html()).isEqualTo("<b title=\"&quot;&#39;\">&lt;i&gt;&amp;</b>");
        assertThat(Markup.of("<p>%s %s</p>", bold, 7).html())
                .isEqualTo("<p>" + bold.html() + " 7</p>");
    }

    @Test
    void joinsPieces() {
        assertThat(Markup.join(List.of(Markup.of("a"), Markup.NONE, Markup.of("%s", "<"))).html())
                .isEqualTo("a&lt;");
    }
}

package galatea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void columnsAreTwoSpacesApart() {
        assertThat(
                        TextTable.of(
                                List.of("method", "n"),
                                List.of(List.of("evolve", "12"), List.of("least-squares", "3"))))
                .containsExactly("method         n", "evolve         12", "least-squares  3");
    }

    @Test
    void aHeadingMayBeTheWidest() {
        assertThat(TextTable.of(List.of("wobble", "b"), List.of(List.of("a", "c"))))
                .containsExactly("wobble  b", "a       c");
    }

    @Test
    void linesDoNotEndInSpaces() {
        assertThat(TextTable.of(List.of("a", "long"), List.of(List.of("b", ""))))
                .containsExactly("a  long", "b");
    }

    @Test
    void withoutRowsThereAreHeadings() {
        assertThat(TextTable.of(List.of("a", "b"), List.of())).containsExactly("a  b");
    }
}

package galatea.dissect;

import static galatea.dissect.Reports.layer;
import static galatea.dissect.Reports.report;
import static galatea.dissect.Reports.unit;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import galatea.dissect.ComparedShare.Verdict;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DissectionComparisonTest {
    /** Two interpretable units for trees and one for the sky; b is no class of the second. */
    private static final DissectionReport FIRST =
            report(
                    List.of("unlabelled", "tree", "b", "sky"),
                    layer("x", unit(0, "tree", 0.2), unit(1, "b", 0.9), unit(2, "sky", 0.3)),
                    layer("y", unit(0, "tree", 0.4), unit(1, "tree", 0.04)));

    private static final DissectionReport SECOND =
            report(
                    List.of("sky", "tree", "unlabelled", "c"),
                    layer("x", unit(0, "tree", 0.1), unit(1, null, 0)));

    @Test
    void fisherAsInTheBooks() {
        assertThat(FisherExact.pValue(3, 4, 1, 4)).isCloseTo(34 / 70.0, within(1e-12));
        assertThat(FisherExact.pValue(0, 5, 5, 5)).isCloseTo(2 / 252.0, within(1e-12));
        assertThat(FisherExact.pValue(0, 5, 0, 9)).isEqualTo(1);
        assertThat(FisherExact.pValue(9, 9, 4, 4)).isEqualTo(1);
    }

    @Test
    void countsTheCommonClasses() {
        DissectionComparison c = DissectionComparison.of(FIRST, SECOND);
        assertThat(c.classes()).extracting(ComparedClass::name).containsExactly("tree", "sky");
        assertThat(c.onlyInFirst()).containsExactly("b");
        assertThat(c.onlyInSecond()).containsExactly("c");
        assertThat(c.unlike()).isEmpty();
        assertThat(c.overall().first()).isEqualTo(3);
        assertThat(c.overall().firstUnits()).isEqualTo(5);
        assertThat(c.overall().second()).isEqualTo(1);
        ComparedSide.ComparedLayer x = c.first().layers().get(0);
        assertThat(x.count()).isEqualTo(2);
        assertThat(x.meanIou()).isCloseTo(0.25, within(1e-12));
        assertThat(x.classes()).extracting(ComparedSide.Count::count).containsExactly(1, 1);
        BestUnit best = requireNonNull(c.classes().get(0).first());
        assertThat(best).isEqualTo(new BestUnit("y", 0, 0.4, 0.4 - 0.01, 0.4 + 0.02));
        assertThat(c.classes().get(1).second()).isNull();
    }

    @Test
    void judgesByTheFalseDiscoveryRate() {
        DissectionComparison c =
                DissectionComparison.of(
                        report(List.of("tree", "sky"), layer("x", units(5, "tree", "sky"))),
                        report(List.of("tree", "sky"), layer("x", units(0, "tree", "sky"))));
        ComparedShare tree = c.classes().get(0).share();
        assertThat(tree.p()).isCloseTo(2 / 252.0, within(1e-12)); // 5 of 5 and 0 of 5
        assertThat(tree.q()).isCloseTo(2 / 252.0, within(1e-12)); // both classes have this p
        assertThat(tree.verdict()).isEqualTo(Verdict.LESS);
        assertThat(c.classes().get(1).share().verdict()).isEqualTo(Verdict.MORE);
        assertThat(c.overall().verdict()).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void chanceIsNoDifference() {
        assertThat(ComparedShare.of(3, 4, 1, 4).verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(ComparedShare.of(0, 5, 5, 5).verdict()).isEqualTo(Verdict.MORE);
        assertThat(ComparedShare.of(0, 5, 5, 5).withQ(0.06).verdict()).isEqualTo(Verdict.UNDECIDED);
    }

    /** Five units, the first ones of one class and the others of another. */
    private static UnitReport[] units(int trees, String one, String other) {
        return IntStream.range(0, 5)
                .mapToObj(u -> unit(u, u < trees ? one : other, 0.5))
                .toArray(UnitReport[]::new);
    }

    @Test
    void pageTellsItInWords() {
        String html = ComparisonPage.html(DissectionComparison.of(FIRST, SECOND), "<a>", "b.json");
        assertThat(html)
                .contains("3 of 5 units (60 %) are interpretable in the first, 1 of 2 (50 %)")
                .contains("no difference shown (p 1)")
                .contains("&lt;a&gt;, network hash")
                .contains("<td>0.40 (0.39 to 0.42) y:0</td>")
                .contains("<td>2 (0.25)</td>")
                .doesNotContain("Not made alike");
    }

    @Test
    void refusesWhatCannotBeCompared() {
        DissectionReport other = report(List.of("car"), layer("x", unit(0, "car", 0.2)));
        assertThatThrownBy(() -> DissectionComparison.of(FIRST, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dissections must have a class in common: [tree, b, sky] and [car]");
        assertThatThrownBy(() -> DissectionComparison.of(FIRST, FIRST.withLayers(List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("units must be at least 1 in both: 5 and 0");
    }
}

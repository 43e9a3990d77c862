package galatea.cli;

import galatea.dissect.ArtifactReport;
import galatea.dissect.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A search for artifact units as tables of text. */
final class ArtifactTables {
    /** Above {@link #verdicts}. */
    static final List<String> VERDICTS = List.of("unit", "before", "without it", "gain", "");

    /** Above {@link #outcomes}. */
    static final List<String> OUTCOMES =
            List.of("third sample", "distance", "gain", "pictures changed");

    /** Above {@link #ranking}. */
    static final List<String> RANKING = List.of("unit", "distance", "active");

    private ArtifactTables() {}

    /** For the terminal. */
    static List<String> lines(ArtifactReport report) {
        List<String> lines = new ArrayList<>();
        if (!report.verdicts().isEmpty()) {
            lines.addAll(TextTable.of(VERDICTS, verdicts(report)));
            lines.add("");
        }
        ArtifactReport.Outcome outcome = report.outcome();
        if (outcome == null) {
            lines.add("no unit was found whose removal helps");
        } else {
            lines.addAll(TextTable.of(OUTCOMES, outcomes(outcome)));
        }
        return lines;
    }

    /** A row per unit that was tried. */
    static List<List<String>> verdicts(ArtifactReport report) {
        return report.verdicts().stream()
                .map(
                        v ->
                                List.of(
                                        v.unit().toString(),
                                        number(v.searchBefore()),
                                        number(v.searchAfter()),
                                        interval(v.gain()),
                                        v.kept() ? "removed" : "left"))
                .toList();
    }

    /** As drawn, repaired, and with as many other units removed. */
    static List<List<String>> outcomes(ArtifactReport.Outcome outcome) {
        return List.of(
                List.of("as drawn", interval(outcome.before()), "", ""),
                List.of(
                        "without " + joined(outcome.units()),
                        interval(outcome.after()),
                        interval(outcome.gain()),
                        percent(outcome.changed())),
                List.of(
                        "without " + joined(outcome.control()) + " (by chance)",
                        interval(outcome.controlAfter()),
                        interval(outcome.controlGain()),
                        percent(outcome.controlChanged())));
    }

    /** The most suspected units. */
    static List<List<String>> ranking(ArtifactReport report, int rows) {
        return report.ranking().stream()
                .limit(rows)
                .map(
                        u ->
                                List.of(
                                        u.unit().toString(),
                                        number(u.distance()),
                                        percent(u.activationRate()) + (u.rare() ? ", rare" : "")))
                .toList();
    }

    private static String joined(List<ArtifactReport.Named> units) {
        return String.join(", ", units.stream().map(ArtifactReport.Named::toString).toList());
    }

    private static String interval(@Nullable Estimate e) {
        return e == null
                ? "none"
                : "%s (%s to %s)".formatted(number(e.value()), number(e.low()), number(e.high()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}

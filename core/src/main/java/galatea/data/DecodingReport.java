package galatea.data;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What became of the files of a source.
 *
 * @param decoded how many pictures are usable
 * @param problems every file that was left out, in the order of the source
 */
public record DecodingReport(int decoded, List<Problem> problems) {
    private static final int NAMED_IN_SUMMARY = 5;

    /** Copies the list. */
    public DecodingReport {
        problems = List.copyOf(problems);
        if (decoded < 0) {
            throw new IllegalArgumentException("decoded must be at least 0: " + decoded);
        }
    }

    /** The files left out for one reason. */
    public List<Problem> of(Problem.Kind kind) {
        return problems.stream().filter(problem -> problem.kind() == kind).toList();
    }

    /** Pictures that could not be decoded. */
    public List<Problem> broken() {
        return of(Problem.Kind.BROKEN);
    }

    /** Pictures with a side that is too short. */
    public List<Problem> tooSmall() {
        return of(Problem.Kind.TOO_SMALL);
    }

    /** Files that are no pictures. */
    public List<Problem> skipped() {
        return of(Problem.Kind.SKIPPED);
    }

    /** One line with the counts and the first few names of each kind. */
    public String summary() {
        return "%d pictures usable%s%s%s"
                .formatted(
                        decoded,
                        part("broken", broken()),
                        part("too small", tooSmall()),
                        part("skipped", skipped()));
    }

    private static String part(String what, List<Problem> problems) {
        if (problems.isEmpty()) {
            return "";
        }
        String more = problems.size() > NAMED_IN_SUMMARY ? ", …" : "";
        return problems.stream()
                .limit(NAMED_IN_SUMMARY)
                .map(Problem::toString)
                .collect(
                        Collectors.joining(
                                ", ", "; %d %s (".formatted(problems.size(), what), more + ")"));
    }
}

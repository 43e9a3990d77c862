package galatea.cli;

import java.io.PrintWriter;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Prints results: JSON on standard output, sentences on standard error. */
final class Results {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Results() {}

    /** What {@code --json} prints about pictures. */
    private record Written(String outdir, int count, double secondsTotal) {}

    /** The bytes of one JSON document of a record or map. */
    static byte[] json(Object document) {
        return MAPPER.writeValueAsBytes(document);
    }

    /** Prints one JSON document of a record or map. */
    static void printJson(PrintWriter out, Object document) {
        out.println(MAPPER.writeValueAsString(document));
    }

    /** JSON document or sentence about files that were written. */
    static void report(Verb verb, boolean json, OutputFolder folder, int count, double seconds) {
        if (json) {
            printJson(verb.out(), new Written(folder.path().toString(), count, seconds));
        } else {
            verb.err()
                    .printf(
                            Locale.ROOT,
                            "galatea: wrote %d %s to %s in %.1f s%n",
                            count,
                            count == 1 ? "picture" : "pictures",
                            folder.path(),
                            seconds);
        }
    }
}

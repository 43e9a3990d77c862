package galatea.cli;

import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all verbs share: the streams. */
abstract class Verb implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    /** For results. */
    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** For progress and remarks. */
    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Refuses options that a resumed run cannot follow: it goes on with its own. */
    final void requireOnly(Set<String> resumable) {
        spec.commandLine().getParseResult().matchedOptions().stream()
                .map(option -> option.longestName())
                .filter(option -> !resumable.contains(option))
                .findFirst()
                .ifPresent(
                        option -> {
                            throw new ParameterException(
                                    spec.commandLine(),
                                    option
                                            + " cannot be changed in a resumed run; start a new one"
                                            + " with --data");
                        });
    }
}

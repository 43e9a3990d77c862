package galatea.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
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
}

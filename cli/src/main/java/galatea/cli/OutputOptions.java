package galatea.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import picocli.CommandLine.Option;

/** Where pictures go. */
final class OutputOptions {
    @Option(
            names = "--outdir",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the results, made if it is not there.")
    private Path folder = Path.of("");

    @Option(names = "--force", description = "Replace files even if galatea did not write them.")
    private boolean force;

    @Option(names = "--json", description = "Print one JSON document about the results.")
    private boolean json;

    /**
     * The folder, ready for the files.
     *
     * @see OutputFolder#open
     */
    OutputFolder open(Collection<String> names) throws IOException {
        return OutputFolder.open(folder, force, names);
    }

    Path folder() {
        return folder;
    }

    boolean json() {
        return json;
    }
}

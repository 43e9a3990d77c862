package galatea.cli;

import galatea.latent.GeneratorSession;
import galatea.model.NetworkFile;
import galatea.model.NetworkSource;
import java.io.IOException;
import picocli.CommandLine.Option;

/** The network that a verb works on. */
final class NetworkOption {
    @Option(
            names = "--network",
            required = true,
            paramLabel = "FILE",
            description =
                    "Network file, or run directory (its newest network-snapshot), or"
                            + " builtin:NAME.")
    private String name = "";

    GeneratorSession open() throws IOException {
        return GeneratorSession.open(NetworkSource.locate(name));
    }

    NetworkFile file() throws IOException {
        return NetworkFile.open(NetworkSource.locate(name));
    }

    String name() {
        return name;
    }
}

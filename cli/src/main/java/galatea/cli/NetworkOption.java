package galatea.cli;

import galatea.latent.GeneratorSession;
import galatea.model.NetworkFile;
import galatea.model.NetworkSource;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
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

    private @Nullable Path located; // a run may get a newer snapshot meanwhile

    GeneratorSession open() throws IOException {
        return GeneratorSession.open(path());
    }

    /** The same, for verbs that draw: points are no pictures. */
    GeneratorSession openForPictures() throws IOException {
        GeneratorSession session = open();
        if (session.resolution() == 1) {
            session.close();
            throw new IllegalArgumentException(
                    "%s is a network of points, which draws no pictures; use generate --format npy"
                            .formatted(name));
        }
        return session;
    }

    NetworkFile file() throws IOException {
        return NetworkFile.open(path());
    }

    private Path path() throws IOException {
        if (located == null) {
            located = NetworkSource.locate(name);
        }
        return located;
    }

    String name() {
        return name;
    }
}

package galatea.cli;

import galatea.latent.GeneratorSession;
import galatea.model.NetworkFile;
import galatea.model.NetworkSource;
import galatea.model.imports.ImportOptions;
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
                            + " builtin:NAME. Files of other programs are read too: official"
                            + " StyleGAN and StyleGAN2-ADA .pkl, genforce and gandissect .pth,"
                            + " rosinality .model.")
    private String name = "";

    @Option(
            names = "--resolution",
            paramLabel = "R",
            description =
                    "Side length of the pictures of a rosinality file, which has all sizes (the"
                            + " largest that was trained).")
    private @Nullable Integer resolution;

    @Option(
            names = "--no-average",
            description =
                    "Take the generator of another program's file as it was trained last, not the"
                            + " average of its weights.")
    private boolean notAveraged;

    private @Nullable Path located; // a run may get a newer snapshot meanwhile

    GeneratorSession open() throws IOException {
        return GeneratorSession.open(file());
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
        NetworkFile file = NetworkFile.open(path(), new ImportOptions(resolution, !notAveraged));
        if (file.provenance().source() == null && (resolution != null || notAveraged)) {
            throw new IllegalArgumentException(
                    "--resolution and --no-average must be given with files of other programs"
                            + " alone: "
                            + name);
        }
        return file;
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

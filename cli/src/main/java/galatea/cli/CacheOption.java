package galatea.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where label maps are kept, so that no picture is segmented twice. */
final class CacheOption {
    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description =
                    "Folder for label maps, named after what they depend on"
                            + " ($XDG_CACHE_HOME/galatea, else ~/.cache/galatea).")
    private @Nullable Path folder;

    Path folder() {
        if (folder != null) {
            return folder;
        }
        String base = System.getenv("XDG_CACHE_HOME");
        return (base == null || base.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(base))
                .resolve("galatea");
    }
}

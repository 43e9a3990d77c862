package galatea.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Large or licensed files that lie beside a developer's checkout and never in the repository.
 *
 * <p>They are looked for in the folder named by the system property {@code galatea.shared}, else in
 * {@code ../shared} beside the repository. Tests that need one are skipped, saying so, where it is
 * absent.
 */
public final class SharedFiles {
    private SharedFiles() {}

    /** The named file; skips the calling test if it is not there. */
    public static Path require(String relative) {
        Path file = root().resolve(relative);
        assumeTrue(Files.exists(file), "skipped: no shared file " + relative);
        return file;
    }

    private static Path root() {
        String property = System.getProperty("galatea.shared");
        if (property != null) {
            return Path.of(property);
        }
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("../shared/fixtures"))) {
            folder = folder.getParent();
        }
        return folder == null ? Path.of("absent") : folder.resolve("../shared").normalize();
    }
}

package galatea.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Small networks of random numbers in the files of other programs: {@code fixtures/…}. */
public final class FixtureFiles {
    private FixtureFiles() {}

    /** A copy of a file of the test resources, which may be in an archive. */
    public static Path path(String fixture, String file) {
        String resource = "/fixtures/%s/%s".formatted(fixture, file);
        try (InputStream in =
                Objects.requireNonNull(
                        FixtureFiles.class.getResourceAsStream(resource), resource)) {
            Path copy = Files.createTempFile("fixture", file);
            copy.toFile().deleteOnExit();
            Files.write(copy, in.readAllBytes());
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + resource, e);
        }
    }
}

package galatea.testing;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** Small networks of random numbers in the files of other programs: {@code fixtures/…}. */
public final class FixtureFiles {
    private FixtureFiles() {}

    /** A file of the test resources. */
    public static Path path(String fixture, String file) {
        String resource = "/fixtures/%s/%s".formatted(fixture, file);
        URL url = Objects.requireNonNull(FixtureFiles.class.getResource(resource), resource);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

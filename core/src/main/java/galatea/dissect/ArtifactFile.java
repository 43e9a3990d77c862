package galatea.dissect;

import galatea.format.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reports on artifact units in files. */
public final class ArtifactFile {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ArtifactFile() {}

    /** Writes or replaces {@code artifacts.json}. */
    public static void write(Path file, ArtifactReport report) throws IOException {
        AtomicFiles.writeString(file, MAPPER.writeValueAsString(report));
    }
}

package galatea.model;

import galatea.torch.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a network comes from.
 *
 * @param seed of the training run
 * @param imagesSeen real pictures shown to the discriminator
 * @param dataset name of the data set; null for none
 * @param datasetHash its content hash; null for none
 * @param codeVersion version of this library
 * @param engineVersion version of the tensor engine
 * @param javaVersion version of the Java runtime
 * @param source layout of the file of another program that it was read from; null for none
 * @param edits recipe, as JSON, of the edits folded into the network; null for none
 */
public record Provenance(
        long seed,
        long imagesSeen,
        @Nullable String dataset,
        @Nullable String datasetHash,
        @Nullable String codeVersion,
        @Nullable String engineVersion,
        @Nullable String javaVersion,
        @Nullable String source,
        @Nullable String edits) {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /** Checks the counts. */
    public Provenance {
        if (imagesSeen < 0) {
            throw new IllegalArgumentException("imagesSeen must be at least 0: " + imagesSeen);
        }
    }

    /** Of a network made by this process. */
    public static Provenance of(
            long seed, long imagesSeen, @Nullable String dataset, @Nullable String datasetHash) {
        return new Provenance(
                seed,
                imagesSeen,
                dataset,
                datasetHash,
                libraryVersion(),
                Engine.version(),
                Runtime.version().toString(),
                null,
                null);
    }

    /** The same with other edits folded into the network. */
    public Provenance withEdits(String recipe) {
        return new Provenance(
                seed,
                imagesSeen,
                dataset,
                datasetHash,
                codeVersion,
                engineVersion,
                javaVersion,
                source,
                recipe);
    }

    /** Of a network read from the file of another program. */
    public static Provenance imported(String source) {
        return new Provenance(
                0,
                0,
                null,
                null,
                libraryVersion(),
                Engine.version(),
                Runtime.version().toString(),
                source,
                null);
    }

    /** Version of this library, such as {@code 0.1.0}. */
    public static String libraryVersion() {
        try (InputStream in = Provenance.class.getResourceAsStream("/galatea/version.txt")) {
            return in == null
                    ? "unknown"
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line of JSON. */
    public String toJson() {
        return MAPPER.writeValueAsString(this);
    }

    /**
     * Reads what {@link #toJson} wrote; values this version does not know are ignored.
     *
     * @throws IllegalArgumentException for text that is no such JSON
     */
    public static Provenance fromJson(String text) {
        try {
            return MAPPER.readValue(text, Provenance.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "provenance must be a JSON object: " + e.getOriginalMessage(), e);
        }
    }
}

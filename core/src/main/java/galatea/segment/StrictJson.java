package galatea.segment;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON objects of records: every value of its type, none unknown. */
final class StrictJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private StrictJson() {}

    /** A record as one line. */
    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * Reads a record. Numbers must be there; other values that are absent become null.
     *
     * @param name of the whole, for messages
     * @throws IllegalArgumentException for text that is no JSON object, and values that are
     *     unknown, of the wrong type or out of range; it names the value
     */
    static <T> T read(String name, String text, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree(name, text), type);
        } catch (JacksonException e) {
            throw explained(name, e);
        }
    }

    /**
     * Reads any object.
     *
     * @throws IllegalArgumentException for text that is no JSON object
     */
    static JsonNode tree(String name, String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            if (!json.isObject()) {
                throw new IllegalArgumentException(name + " must be a JSON object");
            }
            return json;
        } catch (JacksonException e) {
            throw explained(name, e);
        }
    }

    /** The range check's own words, or the place of a value of the wrong type. */
    private static IllegalArgumentException explained(String name, JacksonException e) {
        if (e.getCause() instanceof IllegalArgumentException outOfRange) {
            return new IllegalArgumentException(outOfRange.getMessage(), e);
        }
        String place =
                e.getPath().stream()
                        .map(at -> at.getPropertyName() == null ? "" : at.getPropertyName())
                        .filter(part -> !part.isEmpty())
                        .reduce((outer, inner) -> outer + "." + inner)
                        .orElse(name);
        String reason = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
        return new IllegalArgumentException("%s must be valid: %s".formatted(place, reason), e);
    }
}

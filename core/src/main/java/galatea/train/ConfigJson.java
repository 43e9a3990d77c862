package galatea.train;

import galatea.model.NetworkConfig;
import galatea.model.NetworkConfigs;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Configurations of a run as JSON: the network as {@code network}, and beside it the components of
 * a record. Reading is strict: every value must be there, of its type and in its range, and no
 * other.
 */
public final class ConfigJson {
    private static final String NETWORK = "network";
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .build();

    private ConfigJson() {}

    /** An indented JSON object. */
    public static String write(NetworkConfig network, Record course) {
        ObjectNode json = MAPPER.createObjectNode();
        json.set(NETWORK, MAPPER.readTree(NetworkConfigs.toJson(network)));
        json.setAll((ObjectNode) MAPPER.valueToTree(course));
        return MAPPER.writeValueAsString(json);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param course the record of what stands beside the network
     * @param config makes the configuration of both
     * @throws IllegalArgumentException naming the field that is missing, unknown or out of range
     */
    public static <R extends Record, C> C read(
            String text, Class<R> course, BiFunction<NetworkConfig, R, C> config) {
        try {
            if (!(MAPPER.readTree(text) instanceof ObjectNode json)) {
                throw new IllegalArgumentException("run config must be a JSON object");
            }
            JsonNode network = json.remove(NETWORK);
            if (network == null) {
                throw new IllegalArgumentException("network must be present in a run config");
            }
            R rest = MAPPER.treeToValue(json, course);
            return config.apply(NetworkConfigs.fromJson(network.toString()), rest);
        } catch (JacksonException e) {
            throw explained(e);
        }
    }

    /** Without the switch of the parser that made it an error. */
    private static String reason(JacksonException e) {
        return e.getOriginalMessage().replaceFirst("; `\\w+\\.\\w+` enabled$", "");
    }

    /** Whether a text is a JSON object with a name. */
    public static boolean has(String text, String name) {
        try {
            return MAPPER.readTree(text).has(name);
        } catch (JacksonException e) {
            return false;
        }
    }

    /** The range check's own words, or the place of what is missing or of the wrong type. */
    private static IllegalArgumentException explained(JacksonException e) {
        if (e.getCause() instanceof IllegalArgumentException outOfRange) {
            return new IllegalArgumentException(outOfRange.getMessage(), e);
        }
        String place =
                e.getPath().stream()
                        .map(at -> "/" + at.getPropertyName())
                        .collect(Collectors.joining());
        return new IllegalArgumentException(
                "run config is not valid%s: %s"
                        .formatted(place.isEmpty() ? "" : " at " + place, reason(e)),
                e);
    }
}

package galatea.model;

import galatea.model.dcgan.DcganConfig;
import galatea.model.mlp.MlpConfig;
import galatea.model.progressive.ProgressiveConfig;
import galatea.model.style.StyleConfig;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Configs of every family as JSON text: one object of the record's values, with the family's name
 * as {@code family}.
 *
 * <p>Reading is strict: every value must be there, of its type and in its range, and no other.
 */
public final class NetworkConfigs {
    private static final String FAMILY = "family";

    private static final Map<String, Class<? extends NetworkConfig>> FAMILIES =
            new TreeMap<>(
                    Map.of(
                            StyleConfig.FAMILY, StyleConfig.class,
                            ProgressiveConfig.FAMILY, ProgressiveConfig.class,
                            DcganConfig.FAMILY, DcganConfig.class,
                            MlpConfig.FAMILY, MlpConfig.class));

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private NetworkConfigs() {}

    /** Names of the known families, sorted. */
    public static List<String> families() {
        return List.copyOf(FAMILIES.keySet());
    }

    /** A config as one line of JSON. */
    public static String toJson(NetworkConfig config) {
        ObjectNode json = MAPPER.createObjectNode().put(FAMILY, config.family());
        json.setAll((ObjectNode) MAPPER.valueToTree(config));
        return MAPPER.writeValueAsString(json);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException for text that is no JSON object, an unknown family, and
     *     values that are missing, unknown, of the wrong type or out of range; it names the value
     */
    public static NetworkConfig fromJson(String text) {
        ObjectNode json = parse(text);
        Class<? extends NetworkConfig> type = family(json.remove(FAMILY));
        if (type == StyleConfig.class) {
            listWidths(json);
        }
        requireComponents(json, type, "");
        try {
            return MAPPER.treeToValue(json, type);
        } catch (JacksonException e) {
            throw explained(e);
        }
    }

    /** Files of version 0.1.0 and before have the rule for the widths in place of the list. */
    private static void listWidths(ObjectNode json) {
        JsonNode resolution = json.path("resolution");
        JsonNode base = json.path("fmapBase");
        JsonNode max = json.path("fmapMax");
        if (resolution.isInt() && base.isInt() && max.isInt() && !json.has("widths")) {
            int side = resolution.intValue();
            json.remove(List.of("fmapBase", "fmapMax"));
            json.set(
                    "widths",
                    MAPPER.valueToTree(StyleConfig.widths(side, base.intValue(), max.intValue())));
        }
    }

    private static ObjectNode parse(String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode json) {
                return json;
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "network config must be JSON: " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("network config must be a JSON object: " + text);
    }

    private static Class<? extends NetworkConfig> family(JsonNode name) {
        Class<? extends NetworkConfig> type =
                name != null && name.isString() ? FAMILIES.get(name.stringValue()) : null;
        if (type == null) {
            throw new IllegalArgumentException(
                    "family must be one of %s: %s".formatted(families(), name));
        }
        return type;
    }

    /** Requires exactly the components of a record, and of the records in it. */
    private static void requireComponents(JsonNode json, Class<?> type, String prefix) {
        TreeSet<String> unknown = new TreeSet<>(json.propertyNames());
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName();
            JsonNode value = json.get(name);
            if (value == null || value.isNull() || hasNullElement(value)) {
                throw new IllegalArgumentException(
                        "network config must have a value %s".formatted(prefix + name));
            }
            if (component.getType().isRecord()) {
                requireComponents(value, component.getType(), prefix + name + ".");
            }
            unknown.remove(name);
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "network config must have no value %s".formatted(prefix + unknown.first()));
        }
    }

    private static boolean hasNullElement(JsonNode value) {
        return value.isArray() && value.valueStream().anyMatch(JsonNode::isNull);
    }

    /** The range check's own words, or the place of a value of the wrong type. */
    private static IllegalArgumentException explained(JacksonException e) {
        if (e.getCause() instanceof IllegalArgumentException outOfRange) {
            return new IllegalArgumentException(outOfRange.getMessage(), e);
        }
        String name =
                e.getPath().stream()
                        .map(at -> at.getPropertyName() == null ? "" : at.getPropertyName())
                        .filter(part -> !part.isEmpty())
                        .reduce((outer, inner) -> outer + "." + inner)
                        .orElse("network config");
        return new IllegalArgumentException(
                "%s must have its type: %s".formatted(name, e.getOriginalMessage()), e);
    }
}

package galatea.train;

import galatea.model.NetworkConfigs;
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

/** Training configurations as JSON, the text of {@code training_options.json}. */
public final class TrainingConfigs {
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

    private TrainingConfigs() {}

    /** What stands beside the network: Jackson binds it as it is. */
    private record Course(
            Objective objective,
            Schedule schedule,
            double beta1,
            double beta2,
            double emaKimg,
            Augmentation augmentation,
            boolean mirror,
            double totalKimg,
            long seed) {}

    /** The configuration as an indented JSON object. */
    public static String toJson(TrainingConfig config) {
        ObjectNode json = MAPPER.createObjectNode();
        json.set(NETWORK, MAPPER.readTree(NetworkConfigs.toJson(config.network())));
        Course course =
                new Course(
                        config.objective(),
                        config.schedule(),
                        config.beta1(),
                        config.beta2(),
                        config.emaKimg(),
                        config.augmentation(),
                        config.mirror(),
                        config.totalKimg(),
                        config.seed());
        json.setAll((ObjectNode) MAPPER.valueToTree(course));
        return MAPPER.writeValueAsString(json);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException naming the field that is missing, unknown or out of range
     */
    public static TrainingConfig fromJson(String text) {
        try {
            if (!(MAPPER.readTree(text) instanceof ObjectNode json)) {
                throw new IllegalArgumentException("training config must be a JSON object");
            }
            JsonNode network = json.remove(NETWORK);
            if (network == null) {
                throw new IllegalArgumentException("network must be present in a training config");
            }
            Course c = MAPPER.treeToValue(json, Course.class);
            return new TrainingConfig(
                    NetworkConfigs.fromJson(network.toString()),
                    c.objective,
                    c.schedule,
                    c.beta1,
                    c.beta2,
                    c.emaKimg,
                    c.augmentation,
                    c.mirror,
                    c.totalKimg,
                    c.seed);
        } catch (JacksonException e) {
            throw explained(e);
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
                "training config is not valid%s: %s"
                        .formatted(place.isEmpty() ? "" : " at " + place, e.getOriginalMessage()),
                e);
    }
}

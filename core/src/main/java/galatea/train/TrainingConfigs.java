package galatea.train;

import galatea.model.NetworkConfigs;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Training configurations as JSON, the text of {@code training_options.json}. */
public final class TrainingConfigs {
    private static final String NETWORK = "network";
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(SerializationFeature.INDENT_OUTPUT)
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
            ObjectNode json = MAPPER.readValue(text, ObjectNode.class);
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
            throw new IllegalArgumentException(
                    "training config is not valid JSON: " + e.getOriginalMessage(), e);
        }
    }
}

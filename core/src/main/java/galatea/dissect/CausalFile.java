package galatea.dissect;

import tools.jackson.databind.json.JsonMapper;

/** Studies of causes as files: {@code ace.json}. */
public final class CausalFile {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().addModule(new NullableNumbers()).build();

    private CausalFile() {}

    /** One JSON object of everything; what is no number, such as the mean of nothing, is null. */
    public static String toJson(CausalReport report) {
        return MAPPER.writeValueAsString(report);
    }
}

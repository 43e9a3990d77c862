package galatea.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The {@code dataset.json} of NVIDIA's layout: {@code {"labels": [[NAME, LABEL], …]}}, {@code
 * {"labels": {NAME: LABEL}}}, {@code {"labels": null}}, or {@code {NAME: LABEL}}; and, only here,
 * {@code "classes": [NAME, …]}.
 *
 * @param labels class index by picture name; empty if the set has no labels
 * @param classes the class names; empty if the file has none
 */
record DatasetJson(Map<String, Integer> labels, List<String> classes) {
    private static final JsonMapper MAPPER = new JsonMapper();

    /** Reads the file. */
    static DatasetJson parse(byte[] json) throws IOException {
        JsonNode root = readTree(json, Layout.DATASET_JSON);
        if (!root.isObject()) {
            throw malformed("its top must be an object", root);
        }
        boolean wrapped = root.has("labels");
        JsonNode labels = wrapped ? root.get("labels") : root;
        List<String> classes = new ArrayList<>();
        if (wrapped && root.has("classes")) {
            root.get("classes").forEach(name -> classes.add(name.asString("")));
        }
        return new DatasetJson(labels(labels), classes);
    }

    /** Writes the file; without labels where there are none. */
    static byte[] format(Map<String, Integer> labels, List<String> classes) {
        List<List<Object>> pairs = new ArrayList<>();
        new TreeMap<>(labels).forEach((name, label) -> pairs.add(List.of(name, label)));
        Map<String, Object> root = new TreeMap<>();
        if (!classes.isEmpty()) {
            root.put("classes", classes);
        }
        if (pairs.isEmpty()) {
            return "{\"labels\": null}".getBytes(StandardCharsets.UTF_8);
        }
        root.put("labels", pairs);
        return MAPPER.writeValueAsBytes(root);
    }

    /** Parses JSON, with the file's name in the error. */
    static JsonNode readTree(byte[] json, String file) throws DataException {
        try {
            return MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new DataException(
                    "%s must be JSON: %s".formatted(file, e.getOriginalMessage()), e);
        }
    }

    private static Map<String, Integer> labels(JsonNode node) throws DataException {
        Map<String, Integer> labels = new HashMap<>();
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                labels.put(entry.getKey().replace('\\', '/'), label(entry.getValue()));
            }
        } else if (node.isArray()) {
            for (JsonNode pair : node) {
                if (!pair.isArray() || pair.size() != 2 || !pair.get(0).isString()) {
                    throw malformed("labels must be pairs [name, label]", pair);
                }
                labels.put(pair.get(0).asString().replace('\\', '/'), label(pair.get(1)));
            }
        } else if (!node.isNull()) {
            throw malformed("labels must be an array, an object or null", node);
        }
        return labels;
    }

    private static int label(JsonNode node) throws DataException {
        if (!node.canConvertToInt() || node.asInt() < 0) {
            throw malformed("a label must be a whole number, at least 0", node);
        }
        return node.asInt();
    }

    private static DataException malformed(String rule, JsonNode found) {
        String text = found.toString();
        String start = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return new DataException("%s: %s: %s".formatted(Layout.DATASET_JSON, rule, start));
    }
}

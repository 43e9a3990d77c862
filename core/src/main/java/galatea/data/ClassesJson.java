package galatea.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The {@code classes.json} beside label maps: {@code {"unlabelled": 0, "classes": [{"index": 0,
 * "name": "sky", "rgb": [0, 0, 255]}, …]}}.
 */
final class ClassesJson {
    private ClassesJson() {}

    /** Reads the file; the indices must be 0 to count - 1, in any order. */
    static LabelClasses parse(byte[] json) throws IOException {
        JsonNode root = DatasetJson.readTree(json, Layout.CLASSES_JSON);
        JsonNode classes = root.path("classes");
        int count = classes.size();
        if (!classes.isArray() || count < 1 || count > 256) {
            throw malformed("classes must be an array of 1 to 256 classes", classes);
        }
        String[] names = new String[count];
        Integer[] colours = new Integer[count];
        for (JsonNode entry : classes) {
            int index = entry.path("index").asInt(-1);
            if (index < 0 || index >= count || colours[index] != null) {
                throw malformed("index must be each of 0 to %d once".formatted(count - 1), entry);
            }
            names[index] = entry.path("name").asString("class " + index);
            colours[index] = colour(entry.path("rgb"));
        }
        int unlabelled = root.path("unlabelled").asInt(-1);
        if (unlabelled < -1 || unlabelled >= count) {
            throw malformed("unlabelled must be a class or -1", root.path("unlabelled"));
        }
        return new LabelClasses(List.of(names), List.of(colours), unlabelled);
    }

    private static int colour(JsonNode rgb) throws DataException {
        if (!rgb.isArray() || rgb.size() != 3) {
            throw malformed("rgb must be three numbers", rgb);
        }
        int colour = 0;
        for (JsonNode part : rgb) {
            int value = part.asInt(-1);
            if (value < 0 || value > 255) {
                throw malformed("rgb must be in [0, 255]", rgb);
            }
            colour = colour << 8 | value;
        }
        return colour;
    }

    private static DataException malformed(String rule, JsonNode found) {
        return new DataException("%s: %s: %s".formatted(Layout.CLASSES_JSON, rule, found));
    }

    /** Writes the file. */
    static byte[] format(LabelClasses classes) {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (int i = 0; i < classes.size(); i++) {
            int rgb = classes.colours().get(i);
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("index", i);
            entry.put("name", classes.names().get(i));
            entry.put("rgb", List.of(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff));
            entries.add(entry);
        }
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("unlabelled", classes.unlabelled());
        root.put("classes", entries);
        return new JsonMapper().writeValueAsBytes(root);
    }
}

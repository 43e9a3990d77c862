package galatea.dissect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes the JSON of recipes. */
final class RecipeJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();
    private static final Set<String> KEYS =
            Set.of("layer", "units", "alpha", "value", "region", "mask", "pooling");

    private RecipeJson() {}

    static Recipe read(String json) {
        JsonNode root = tree(json);
        requireKeys("recipe", root, Set.of("version", "edits"));
        JsonNode version = root.path("version");
        if (!version.isIntegralNumber() || !version.canConvertToInt() || version.asInt() != 1) {
            throw new IllegalArgumentException("version of a recipe must be 1: " + version);
        }
        JsonNode edits = root.path("edits");
        if (!edits.isArray()) {
            throw new IllegalArgumentException("edits of a recipe must be an array: " + edits);
        }
        List<PlannedEdit> planned = new ArrayList<>();
        for (JsonNode edit : edits) {
            String name = "edit %d".formatted(planned.size() + 1);
            try {
                planned.add(edit(edit));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
            }
        }
        return new Recipe(planned);
    }

    private static JsonNode tree(String json) {
        try {
            JsonNode root = MAPPER.readTree(json);
            if (!root.isObject()) {
                throw new IllegalArgumentException("recipe must be a JSON object: " + brief(root));
            }
            return root;
        } catch (JacksonException e) {
            String reason = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException("recipe must be JSON: " + reason, e);
        }
    }

    private static void requireKeys(String name, JsonNode node, Set<String> known) {
        TreeSet<String> unknown = new TreeSet<>(node.propertyNames());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s must have no value but %s: %s"
                            .formatted(name, new TreeSet<>(known), unknown.first()));
        }
    }

    private static PlannedEdit edit(JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("must be an object: " + brief(node));
        }
        requireKeys("edit", node, KEYS);
        JsonNode layer = node.path("layer");
        if (!layer.isString()) {
            throw new IllegalArgumentException("layer must be a name: " + brief(layer));
        }
        JsonNode value = node.path("value");
        SymbolicValue symbol = value.isString() ? SymbolicValue.parse(value.stringValue()) : null;
        UnitEdit edit =
                new UnitEdit(
                        layer.stringValue(),
                        integers(node.path("units")),
                        oneOrMore("alpha", node.path("alpha"), 1),
                        symbol == null ? oneOrMore("value", value, 0) : List.of(0.0),
                        area(node),
                        pooling(node.path("pooling")));
        return new PlannedEdit(edit, symbol);
    }

    private static List<Integer> integers(JsonNode node) {
        boolean good =
                node.isArray()
                        && node.valueStream()
                                .allMatch(n -> n.isIntegralNumber() && n.canConvertToInt());
        if (!good) {
            throw new IllegalArgumentException(
                    "units must be an array of whole numbers: " + brief(node));
        }
        return node.valueStream().map(JsonNode::asInt).toList();
    }

    private static List<Double> oneOrMore(String name, JsonNode node, double absent) {
        if (node.isMissingNode()) {
            return List.of(absent);
        }
        return node.isNumber() ? List.of(node.asDouble()) : numbers(name, node);
    }

    private static List<Double> numbers(String name, JsonNode node) {
        if (!node.isArray() || !node.valueStream().allMatch(JsonNode::isNumber)) {
            throw new IllegalArgumentException(
                    "%s must be numbers: %s".formatted(name, brief(node)));
        }
        return node.valueStream().map(JsonNode::asDouble).toList();
    }

    private static @Nullable EditArea area(JsonNode edit) {
        if (edit.has("region") && edit.has("mask")) {
            throw new IllegalArgumentException("edit must have a region or a mask: both");
        }
        if (edit.has("mask")) {
            return mask(edit.path("mask"));
        }
        if (!edit.has("region")) {
            return null;
        }
        List<Double> r = numbers("region", edit.path("region"));
        if (r.size() != 4) {
            throw new IllegalArgumentException("region must be [x, y, width, height]: " + r);
        }
        return new Region(r.get(0), r.get(1), r.get(2), r.get(3));
    }

    private static Mask mask(JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("mask must be an object: " + brief(node));
        }
        requireKeys("mask", node, Set.of("side", "rows"));
        JsonNode side = node.path("side");
        JsonNode rows = node.path("rows");
        if (!side.isIntegralNumber() || !side.canConvertToInt()) {
            throw new IllegalArgumentException("side of a mask must be whole: " + brief(side));
        }
        if (!rows.isArray() || rows.size() != side.asInt()) {
            throw new IllegalArgumentException(
                    "mask must have side = %d rows: %s".formatted(side.asInt(), brief(rows)));
        }
        List<Double> shares = new ArrayList<>();
        for (JsonNode row : rows) {
            List<Double> values = row.isString() ? bits(row.stringValue()) : numbers("row", row);
            if (values.size() != side.asInt()) {
                throw new IllegalArgumentException(
                        "row of a mask must have side = %d shares: %s"
                                .formatted(side.asInt(), brief(row)));
            }
            shares.addAll(values);
        }
        return new Mask(side.asInt(), shares);
    }

    private static List<Double> bits(String row) {
        if (!row.matches("[01]*")) {
            throw new IllegalArgumentException("row of a mask must be of 0 and 1: " + row);
        }
        return row.chars().mapToObj(bit -> (double) (bit - '0')).toList();
    }

    private static Pooling pooling(JsonNode node) {
        if (node.isMissingNode()) {
            return Pooling.MAX;
        }
        for (Pooling pooling : Pooling.values()) {
            if (node.isString() && node.stringValue().equals(word(pooling))) {
                return pooling;
            }
        }
        throw new IllegalArgumentException("pooling must be max or mean: " + brief(node));
    }

    private static String word(Pooling pooling) {
        return pooling.name().toLowerCase(Locale.ROOT);
    }

    /** Enough of a value for one line of a message. */
    private static String brief(JsonNode node) {
        if (node.isMissingNode()) {
            return "absent";
        }
        String text = node.toString();
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }

    static String write(Recipe recipe) {
        ObjectNode root = MAPPER.createObjectNode().put("version", Recipe.VERSION);
        ArrayNode edits = root.putArray("edits");
        recipe.edits().forEach(planned -> write(edits.addObject(), planned));
        return MAPPER.writeValueAsString(root);
    }

    private static void write(ObjectNode node, PlannedEdit planned) {
        UnitEdit edit = planned.edit();
        node.put("layer", edit.layer());
        ArrayNode units = node.putArray("units");
        edit.units().forEach(units::add);
        writeOneOrMore(node, "alpha", edit.alphas());
        if (planned.symbol() == null) {
            writeOneOrMore(node, "value", edit.values());
        } else {
            node.put("value", planned.symbol().toString());
        }
        if (edit.area() instanceof Region r) {
            node.putArray("region").add(r.x()).add(r.y()).add(r.width()).add(r.height());
        } else if (edit.area() instanceof Mask mask) {
            write(node.putObject("mask"), mask);
        }
        if (edit.area() != null) {
            node.put("pooling", word(edit.pooling()));
        }
    }

    private static void writeOneOrMore(ObjectNode node, String name, List<Double> numbers) {
        if (numbers.size() == 1) {
            node.put(name, numbers.get(0));
        } else {
            numbers.forEach(node.putArray(name)::add);
        }
    }

    private static void write(ObjectNode node, Mask mask) {
        node.put("side", mask.side());
        ArrayNode rows = node.putArray("rows");
        for (int row = 0; row < mask.side(); row++) {
            List<Double> shares = mask.shares().subList(row * mask.side(), (row + 1) * mask.side());
            if (shares.stream().allMatch(share -> share == 0 || share == 1)) {
                StringBuilder bits = new StringBuilder();
                shares.forEach(share -> bits.append(share == 0 ? '0' : '1'));
                rows.add(bits.toString());
            } else {
                shares.forEach(rows.addArray()::add);
            }
        }
    }
}

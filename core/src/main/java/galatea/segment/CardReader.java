package galatea.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The values of a JSON object, each with its rule; all throw an IllegalArgumentException. */
final class CardReader {
    private final JsonNode json;
    private final String prefix;

    /**
     * Reads an object.
     *
     * @param prefix of the names in messages, such as {@code input.}
     * @param known all names it may have
     */
    CardReader(JsonNode json, String prefix, Set<String> known) {
        this.json = json;
        this.prefix = prefix;
        TreeSet<String> unknown = new TreeSet<>(json.propertyNames());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "card must have no value %s".formatted(prefix + unknown.first()));
        }
    }

    /** An object in it. */
    CardReader object(String name, Set<String> known) {
        JsonNode value = value(name, "an object");
        require(value.isObject(), name, "an object", value);
        return new CardReader(value, prefix + name + ".", known);
    }

    /** The first object of a list. */
    CardReader first(String name, Set<String> known) {
        String rule = "a list of objects";
        JsonNode array = array(name, rule);
        require(!array.isEmpty() && array.get(0).isObject(), name, rule, array);
        return new CardReader(array.get(0), prefix + name + "[0].", known);
    }

    /** F of a shape [1, F, …]. */
    int shapedSize(String name) {
        String rule = "a list of sizes that begins with 1 and a size from 1 to 65536";
        JsonNode array = array(name, rule);
        require(array.size() >= 2 && array.get(1).isInt(), name, rule, array);
        int size = array.get(1).intValue();
        require(size >= 1 && size <= 65536 && array.get(0).asInt(1) == 1, name, rule, array);
        return size;
    }

    boolean has(String name) {
        return json.hasNonNull(name);
    }

    String text(String name) {
        JsonNode value = value(name, "a text");
        require(value.isString() && !value.stringValue().isBlank(), name, "a text", value);
        return value.stringValue();
    }

    String oneOf(String name, List<String> words) {
        String word = text(name);
        if (!words.contains(word)) {
            throw new IllegalArgumentException(
                    "%s must be one of %s: %s".formatted(prefix + name, words, word));
        }
        return word;
    }

    int integer(String name) {
        JsonNode value = value(name, "a whole number");
        require(value.isInt(), name, "a whole number", value);
        return value.intValue();
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : array(name, "a list of texts")) {
            require(value.isString(), name, "a list of texts", value);
            texts.add(value.stringValue());
        }
        return texts;
    }

    double[] numbers(String name, int count) {
        String rule = "a list of %d numbers".formatted(count);
        JsonNode array = array(name, rule);
        require(array.size() == count, name, rule, array);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            require(array.get(i).isNumber(), name, rule, array);
            numbers[i] = array.get(i).doubleValue();
            require(Double.isFinite(numbers[i]), name, rule, array);
        }
        return numbers;
    }

    /** Sizes, with −1 for null. */
    long[] sizes(String name) {
        String rule = "a list of 4 sizes, each from 1 to 65536 or null";
        JsonNode array = array(name, rule);
        require(array.size() == 4, name, rule, array);
        long[] sizes = new long[4];
        for (int i = 0; i < sizes.length; i++) {
            JsonNode size = array.get(i);
            boolean free = size.isNull();
            boolean given = size.isInt() && size.intValue() >= 1 && size.intValue() <= 65536;
            require(free || given, name, rule, array);
            sizes[i] = free ? -1 : size.intValue();
        }
        return sizes;
    }

    private JsonNode array(String name, String rule) {
        JsonNode value = value(name, rule);
        require(value.isArray(), name, rule, value);
        return value;
    }

    private JsonNode value(String name, String rule) {
        JsonNode value = json.get(name);
        if (value == null || value.isNull()) {
            throw new IllegalArgumentException(
                    "card must have a value %s: %s".formatted(prefix + name, rule));
        }
        return value;
    }

    private void require(boolean holds, String name, String rule, JsonNode found) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "%s must be %s: %s".formatted(prefix + name, rule, found));
        }
    }
}

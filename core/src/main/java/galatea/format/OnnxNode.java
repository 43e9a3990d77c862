package galatea.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One operation of an ONNX graph.
 *
 * @param operator such as {@code Conv}, with its domain before a dot if it is not ONNX's own
 * @param name for messages; often empty
 * @param inputs names of the values it uses; an empty one is an argument left out
 * @param outputs names of the values it makes
 * @param attributes its constants by name
 */
public record OnnxNode(
        String operator,
        String name,
        List<String> inputs,
        List<String> outputs,
        Map<String, Attribute> attributes) {

    /**
     * A constant; only the part of its own kind is filled.
     *
     * @param real a single
     * @param integer a whole number
     * @param text a word
     * @param integers whole numbers
     * @param tensor an array
     */
    public record Attribute(
            float real, long integer, String text, long[] integers, @Nullable NpyArray tensor) {

        static Attribute read(ProtoReader in, String[] name) throws FormatException {
            float real = 0;
            long integer = 0;
            String text = "";
            LongList integers = new LongList();
            @Nullable NpyArray tensor = null;
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> name[0] = in.text();
                    case 2 -> real = in.single();
                    case 3 -> integer = in.integer();
                    case 4 -> text = in.text();
                    case 5 -> tensor = OnnxTensorReader.read(in.message()).array();
                    case 8 -> in.integers(integers);
                    default -> in.skip();
                }
            }
            return new Attribute(real, integer, text, integers.toArray(), tensor);
        }
    }

    /** NodeProto. */
    static OnnxNode read(ProtoReader in) throws FormatException {
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        Map<String, Attribute> attributes = new TreeMap<>();
        String name = "";
        String operator = "";
        String domain = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> inputs.add(in.text());
                case 2 -> outputs.add(in.text());
                case 3 -> name = in.text();
                case 4 -> operator = in.text();
                case 5 -> {
                    String[] key = {""};
                    Attribute attribute = Attribute.read(in.message(), key);
                    attributes.put(key[0], attribute);
                }
                case 7 -> domain = in.text();
                default -> in.skip();
            }
        }
        boolean own = domain.isEmpty() || domain.equals("ai.onnx");
        String full = own ? operator : domain + "." + operator;
        return new OnnxNode(full, name, List.copyOf(inputs), List.copyOf(outputs), attributes);
    }

    /** Whether it has a constant. */
    public boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    /** A whole number, or what it is if not told. */
    public long integer(String attribute, long otherwise) {
        Attribute found = attributes.get(attribute);
        return found == null ? otherwise : found.integer();
    }

    /** A real number, or what it is if not told. */
    public double real(String attribute, double otherwise) {
        Attribute found = attributes.get(attribute);
        return found == null ? otherwise : found.real();
    }

    /** A word, or what it is if not told. */
    public String text(String attribute, String otherwise) {
        Attribute found = attributes.get(attribute);
        return found == null ? otherwise : found.text();
    }

    /** Whole numbers, or what they are if not told. */
    public long[] integers(String attribute, long... otherwise) {
        Attribute found = attributes.get(attribute);
        return found == null ? otherwise : found.integers().clone();
    }

    /** For messages: operator, and name if it has one. */
    public String described() {
        String what = name.isEmpty() && !outputs.isEmpty() ? outputs.get(0) : name;
        return what.isEmpty() ? operator : "%s (%s)".formatted(operator, what);
    }
}

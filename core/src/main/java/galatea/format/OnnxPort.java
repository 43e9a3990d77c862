package galatea.format;

import java.util.Arrays;
import java.util.List;

/**
 * An input or output of an ONNX graph.
 *
 * @param name of the value
 * @param type of its elements
 * @param shape sizes, outermost first: a whole number, or a word such as {@code N} for a size that
 *     is known at use only
 * @param doc what it means
 */
public record OnnxPort(String name, DType type, List<String> shape, String doc) {
    /** Copies the list. */
    public OnnxPort {
        shape = List.copyOf(shape);
    }

    /** A port; sizes are numbers or words. */
    public static OnnxPort of(String name, DType type, String doc, Object... shape) {
        return new OnnxPort(name, type, Arrays.stream(shape).map(String::valueOf).toList(), doc);
    }

    /** ValueInfoProto. */
    ProtoWriter message() {
        ProtoWriter sizes = new ProtoWriter();
        for (String size : shape) {
            boolean number = size.chars().allMatch(Character::isDigit);
            ProtoWriter dimension = new ProtoWriter();
            sizes.message(
                    1,
                    number ? dimension.integer(1, Long.parseLong(size)) : dimension.text(2, size));
        }
        ProtoWriter tensor = new ProtoWriter().integer(1, OnnxGraph.code(type)).message(2, sizes);
        return new ProtoWriter()
                .text(1, name)
                .message(2, new ProtoWriter().message(1, tensor))
                .text(3, doc);
    }
}

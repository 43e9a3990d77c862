package galatea.format;

/** A constant that belongs to a node of an ONNX graph, such as the stride of a convolution. */
public final class OnnxAttribute {
    private static final int FLOAT = 1; // kinds
    private static final int INT = 2;
    private static final int STRING = 3;
    private static final int INTS = 7;

    private final ProtoWriter message;

    private OnnxAttribute(ProtoWriter message, int kind) {
        this.message = message.integer(20, kind);
    }

    /** A real number, kept as a single. */
    public static OnnxAttribute real(String name, double value) {
        return new OnnxAttribute(new ProtoWriter().text(1, name).single(2, (float) value), FLOAT);
    }

    /** A whole number. */
    public static OnnxAttribute integer(String name, long value) {
        return new OnnxAttribute(new ProtoWriter().text(1, name).integer(3, value), INT);
    }

    /** A word. */
    public static OnnxAttribute text(String name, String value) {
        return new OnnxAttribute(new ProtoWriter().text(1, name).text(4, value), STRING);
    }

    /** A list of whole numbers. */
    public static OnnxAttribute integers(String name, long... values) {
        ProtoWriter message = new ProtoWriter().text(1, name);
        for (long value : values) {
            message.integer(8, value);
        }
        return new OnnxAttribute(message, INTS);
    }

    /** AttributeProto. */
    ProtoWriter message() {
        return message;
    }
}

package galatea.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** ONNX files of a few operations on one input {@code x} of singles, written by hand. */
public final class OnnxBuilder {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private final ProtoWriter graph = new ProtoWriter().text(2, "tiny");
    private final long opset;

    /**
     * A graph.
     *
     * @param opset version of the operators
     * @param shape of {@code x}
     */
    public OnnxBuilder(long opset, long... shape) {
        this.opset = opset;
        graph.message(11, port("x", shape));
    }

    /** An attribute: Long, Float, String or long[]. */
    public static ProtoWriter attribute(String name, Object value) {
        ProtoWriter attribute = new ProtoWriter().text(1, name);
        if (value instanceof Long whole) {
            return attribute.integer(3, whole).integer(20, 2);
        }
        if (value instanceof Float real) {
            return attribute.single(2, real).integer(20, 1);
        }
        if (value instanceof String word) {
            return attribute.text(4, word).integer(20, 3);
        }
        for (long each : (long[]) value) {
            attribute.integer(8, each);
        }
        return attribute.integer(20, 7);
    }

    /** A node; attributes come from {@link #attribute}. */
    public OnnxBuilder node(
            String operator, List<String> inputs, String output, ProtoWriter... attributes) {
        ProtoWriter node = new ProtoWriter();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(4, operator);
        for (ProtoWriter attribute : attributes) {
            node.message(5, attribute);
        }
        graph.message(1, node);
        return this;
    }

    /** A constant of singles, row-major. */
    public OnnxBuilder constant(String name, float[] values, long... shape) {
        graph.message(
                5, tensor(FLOAT, shape).text(8, name).bytes(9, Elements.bytes(values).array()));
        return this;
    }

    /** A list of whole numbers. */
    public OnnxBuilder constant(String name, long... values) {
        graph.message(
                5,
                tensor(INT64, values.length)
                        .text(8, name)
                        .bytes(9, Elements.bytes(values).array()));
        return this;
    }

    /** A constant as its message is given. */
    public OnnxBuilder constant(ProtoWriter tensor) {
        graph.message(5, tensor);
        return this;
    }

    static ProtoWriter tensor(long type, long... shape) {
        ProtoWriter tensor = new ProtoWriter();
        for (long size : shape) {
            tensor.integer(1, size);
        }
        return tensor.integer(2, type);
    }

    /** The bytes of the file with an output {@code y}. */
    public byte[] bytes() {
        ProtoWriter named = new ProtoWriter().text(1, "y");
        ProtoWriter untold = new ProtoWriter().integer(1, FLOAT);
        named.message(2, new ProtoWriter().message(1, untold));
        byte[] inside = graph.message(12, named).toByteArray();
        return new ProtoWriter()
                .integer(1, 7)
                .bytes(7, inside)
                .message(8, new ProtoWriter().text(1, "").integer(2, opset))
                .toByteArray();
    }

    /** Writes it. */
    public Path write(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    private static ProtoWriter port(String name, long... shape) {
        ProtoWriter sizes = new ProtoWriter();
        for (long size : shape) {
            sizes.message(1, new ProtoWriter().integer(1, size));
        }
        ProtoWriter tensor = new ProtoWriter().integer(1, FLOAT).message(2, sizes);
        return new ProtoWriter().text(1, name).message(2, new ProtoWriter().message(1, tensor));
    }
}

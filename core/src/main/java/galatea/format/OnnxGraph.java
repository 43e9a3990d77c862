package galatea.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network in ONNX's format: operations ("nodes") on named values.
 *
 * <p>Every value is made once, by an input, an initializer or a node, and before the nodes that use
 * it. Operators are those of version {@value #OPSET} of ONNX's standard set.
 *
 * @see <a href="https://onnx.ai/onnx/repo-docs/IR.html">The format</a>
 */
public final class OnnxGraph {
    /** Version of the operators. */
    public static final int OPSET = 13;

    private static final int IR_VERSION = 7; // that of operators 13; see ONNX's table of versions
    private static final int NODE = 1; // fields of a graph
    private static final int NAME = 2;
    private static final int INITIALIZER = 5;
    private static final int DOC = 10;
    private static final int INPUT = 11;
    private static final int OUTPUT = 12;
    private static final int GRAPH = 7; // field of a model
    private static final int RAW_DATA = 9; // field of a tensor

    private final String name;
    private final String doc;
    private final String producerVersion;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<OnnxPort> inputs = new ArrayList<>();
    private final List<OnnxPort> outputs = new ArrayList<>();
    private final Map<String, NpyArray> initializers = new LinkedHashMap<>();
    private final ProtoWriter nodes = new ProtoWriter();
    private final Set<String> values = new HashSet<>();

    /**
     * An empty graph.
     *
     * @param name of the graph
     * @param doc what it computes, for people
     * @param producerVersion version of Galatea
     */
    public OnnxGraph(String name, String doc, String producerVersion) {
        this.name = name;
        this.doc = doc;
        this.producerVersion = producerVersion;
    }

    /** Name of the graph. */
    public String name() {
        return name;
    }

    /** What it asks for, in order. */
    public List<OnnxPort> inputs() {
        return List.copyOf(inputs);
    }

    /** What it gives, in order. */
    public List<OnnxPort> outputs() {
        return List.copyOf(outputs);
    }

    /** Adds a text about the network, such as its licence. */
    public void metadata(String key, String value) {
        metadata.put(key, value);
    }

    /** Adds an input; gives its name. */
    public String input(OnnxPort port) {
        inputs.add(port);
        return made(port.name());
    }

    /** Makes a value, known already, an output. */
    public void output(OnnxPort port) {
        requireKnown(port.name());
        outputs.add(port);
    }

    /** Adds a constant tensor; gives its name. */
    public String initializer(String value, NpyArray array) {
        initializers.put(value, array);
        return made(value);
    }

    /** Whether a value is made already. */
    public boolean has(String value) {
        return values.contains(value);
    }

    /**
     * Adds a node of one output.
     *
     * @param operator such as {@code Conv}
     * @param output name of the value that it makes, and of the node
     * @param arguments names of the values that it uses; an empty one is an argument left out
     * @return {@code output}
     */
    public String node(
            String operator, String output, List<String> arguments, OnnxAttribute... attributes) {
        ProtoWriter node = new ProtoWriter();
        for (String argument : arguments) {
            if (!argument.isEmpty()) {
                requireKnown(argument);
            }
            node.text(1, argument);
        }
        node.text(2, output).text(3, output).text(4, operator);
        for (OnnxAttribute attribute : attributes) {
            node.message(5, attribute.message());
        }
        nodes.message(NODE, node);
        return made(output);
    }

    private String made(String value) {
        if (value.isEmpty() || !values.add(value)) {
            throw new IllegalArgumentException(
                    "name of a value must be unique in an ONNX graph: \"%s\"".formatted(value));
        }
        return value;
    }

    private void requireKnown(String value) {
        if (!values.contains(value)) {
            throw new IllegalArgumentException(
                    "value of an ONNX graph must be made before it is used: " + value);
        }
    }

    /** Writes or replaces a file atomically. */
    public void write(Path file) throws IOException {
        AtomicFiles.write(file, this::writeTo);
    }

    /** The bytes of the file. */
    public byte[] toByteArray() {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            writeTo(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Constants are written from where they are, since they may be large. */
    private void writeTo(OutputStream out) throws IOException {
        byte[] small = small();
        List<byte[]> heads = new ArrayList<>();
        long length = small.length;
        for (Map.Entry<String, NpyArray> entry : initializers.entrySet()) {
            byte[] head = head(entry.getKey(), entry.getValue());
            heads.add(head);
            length += head.length + entry.getValue().data().remaining();
        }
        requireReadable(length);
        out.write(model());
        out.write(new ProtoWriter().opening(GRAPH, length).toByteArray());
        out.write(small);
        writeConstants(out, heads);
    }

    private void writeConstants(OutputStream out, List<byte[]> heads) throws IOException {
        WritableByteChannel channel = Channels.newChannel(out);
        int next = 0;
        for (NpyArray array : initializers.values()) {
            out.write(heads.get(next++));
            ByteBuffer data = array.data().duplicate();
            while (data.hasRemaining()) {
                channel.write(data);
            }
        }
    }

    /** Protocol buffers end at 2 GB. */
    private static void requireReadable(long length) {
        if (length > Integer.MAX_VALUE - (1 << 20)) {
            throw new IllegalArgumentException(
                    "weights must take less than 2 GB in an ONNX file: %d MB"
                            .formatted(length / 1_000_000));
        }
    }

    /** ModelProto but for the graph. */
    private byte[] model() {
        ProtoWriter model =
                new ProtoWriter()
                        .integer(1, IR_VERSION)
                        .text(2, "galatea")
                        .text(3, producerVersion)
                        .message(8, new ProtoWriter().text(1, "").integer(2, OPSET));
        metadata.forEach(
                (key, value) -> model.message(14, new ProtoWriter().text(1, key).text(2, value)));
        return model.toByteArray();
    }

    /** GraphProto but for the constants. */
    private byte[] small() {
        ProtoWriter ports = new ProtoWriter();
        inputs.forEach(port -> ports.message(INPUT, port.message()));
        outputs.forEach(port -> ports.message(OUTPUT, port.message()));
        byte[] operations = nodes.toByteArray();
        byte[] rest = ports.text(NAME, name).text(DOC, doc).toByteArray();
        return ByteBuffer.allocate(operations.length + rest.length)
                .put(operations)
                .put(rest)
                .array();
    }

    /** TensorProto as a field of the graph, but for the elements that follow. */
    private static byte[] head(String value, NpyArray array) {
        ProtoWriter tensor = new ProtoWriter();
        for (long size : array.shape()) {
            tensor.integer(1, size);
        }
        long bytes = array.data().remaining();
        tensor.integer(2, code(array.type())).text(8, value).opening(RAW_DATA, bytes);
        byte[] head = tensor.toByteArray();
        byte[] opening = new ProtoWriter().opening(INITIALIZER, head.length + bytes).toByteArray();
        return ByteBuffer.allocate(opening.length + head.length).put(opening).put(head).array();
    }

    /** TensorProto.DataType. */
    static int code(DType type) {
        return switch (type) {
            case F32 -> 1;
            case U8 -> 2;
            case I32 -> 6;
            case I64 -> 7;
            case BOOL -> 9;
            case F16 -> 10;
            case F64 -> 11;
            case BF16 -> 16;
        };
    }
}

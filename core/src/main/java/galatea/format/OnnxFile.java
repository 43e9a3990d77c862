package galatea.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an ONNX file holds: operations in an order in which they can be done, and constants.
 *
 * <p>Nothing is executed; a file takes about its own size in memory.
 *
 * @param opset version of ONNX's operators; 0 if not told
 * @param inputs names of the values that a user gives
 * @param outputs names of the values that a user gets
 * @param nodes the operations
 * @param constants arrays by name; their elements share the file's memory
 * @see <a href="https://onnx.ai/onnx/repo-docs/IR.html">The format</a>
 */
public record OnnxFile(
        long opset,
        List<String> inputs,
        List<String> outputs,
        List<OnnxNode> nodes,
        Map<String, NpyArray> constants) {
    private static final long MOST_BYTES = 1L << 30;
    private static final int MOST_NODES = 100_000;

    /**
     * Reads a file of at most a gibibyte.
     *
     * @throws FormatException if it is damaged, too large, or has parts that lie elsewhere
     */
    public static OnnxFile read(Path file) throws IOException {
        long size = Files.size(file);
        if (size > MOST_BYTES) {
            throw new FormatException(
                    file.toString(), "must have at most %d bytes: %d".formatted(MOST_BYTES, size));
        }
        return parse(file.toString(), Files.readAllBytes(file));
    }

    /**
     * Reads the bytes of a file.
     *
     * @param file name for messages
     * @throws FormatException if they are damaged, or have parts that lie elsewhere
     */
    public static OnnxFile parse(String file, byte[] bytes) throws FormatException {
        Parser parser = new Parser();
        ProtoReader in = new ProtoReader(file, ByteBuffer.wrap(bytes));
        while (in.next()) {
            switch (in.field()) {
                case 7 -> parser.graph(in.message());
                case 8 -> parser.operators(in.message());
                default -> in.skip();
            }
        }
        if (parser.nodes.isEmpty()) {
            throw new FormatException(file, "not an ONNX network: it must have operations");
        }
        return parser.model();
    }

    /** What was read so far. */
    private static final class Parser {
        private final List<String> inputs = new ArrayList<>();
        private final List<String> outputs = new ArrayList<>();
        private final List<OnnxNode> nodes = new ArrayList<>();
        private final Map<String, NpyArray> constants = new LinkedHashMap<>();
        private long opset;

        /** GraphProto. */
        private void graph(ProtoReader in) throws FormatException {
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> node(in);
                    case 5 -> {
                        OnnxTensorReader.Named tensor = OnnxTensorReader.read(in.message());
                        constants.put(tensor.name(), tensor.array());
                    }
                    case 11 -> inputs.add(name(in.message()));
                    case 12 -> outputs.add(name(in.message()));
                    default -> in.skip();
                }
            }
        }

        private void node(ProtoReader in) throws FormatException {
            if (nodes.size() == MOST_NODES) {
                throw in.damaged("operations must be at most %d: more".formatted(MOST_NODES));
            }
            OnnxNode node = OnnxNode.read(in.message());
            @Nullable NpyArray value = node.operator().equals("Constant") ? constant(node) : null;
            if (value != null && node.outputs().size() == 1) {
                constants.put(node.outputs().get(0), value);
            }
            nodes.add(node);
        }

        /** The value of a constant node; null for kinds that are not read. */
        private static @Nullable NpyArray constant(OnnxNode node) {
            if (node.has("value_int")) {
                return NpyArray.of(new long[] {node.integer("value_int", 0)});
            }
            if (node.has("value_ints")) {
                long[] values = node.integers("value_ints");
                return NpyArray.of(values, values.length);
            }
            if (node.has("value_float")) {
                return NpyArray.of(new float[] {(float) node.real("value_float", 0)});
            }
            OnnxNode.Attribute value = node.attributes().get("value");
            return value == null ? null : value.tensor();
        }

        /** OperatorSetIdProto. */
        private void operators(ProtoReader in) throws FormatException {
            String domain = "";
            long version = 0;
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> domain = in.text();
                    case 2 -> version = in.integer();
                    default -> in.skip();
                }
            }
            if (domain.isEmpty() || domain.equals("ai.onnx")) {
                opset = version;
            }
        }

        /** ValueInfoProto, but for its type. */
        private static String name(ProtoReader in) throws FormatException {
            String name = "";
            while (in.next()) {
                if (in.field() == 1) {
                    name = in.text();
                } else {
                    in.skip();
                }
            }
            return name;
        }

        /** Old files list constants among the inputs, too. */
        private OnnxFile model() {
            Set<String> given = new TreeSet<>(inputs);
            given.removeAll(constants.keySet());
            List<String> asked = inputs.stream().filter(given::contains).distinct().toList();
            return new OnnxFile(opset, asked, List.copyOf(outputs), nodes, constants);
        }
    }
}

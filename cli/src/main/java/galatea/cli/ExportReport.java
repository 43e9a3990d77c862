package galatea.cli;

import galatea.format.OnnxGraph;
import galatea.format.OnnxPort;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code export --json} prints.
 *
 * @param largestDifference of a pixel between ONNX Runtime's pictures and the network's in double
 *     precision; null if none were compared
 */
record ExportReport(
        String outdir,
        String format,
        List<Written> files,
        @Nullable Double largestDifference,
        double secondsTotal) {

    /**
     * A file.
     *
     * @param inputs of its graph; empty for files without one
     * @param outputs of its graph
     */
    record Written(String file, long bytes, List<Port> inputs, List<Port> outputs) {
        static Written of(String file, long bytes, Optional<OnnxGraph> graph) {
            return new Written(
                    file,
                    bytes,
                    ports(graph.map(OnnxGraph::inputs)),
                    ports(graph.map(OnnxGraph::outputs)));
        }

        private static List<Port> ports(Optional<List<OnnxPort>> ports) {
            return ports.orElse(List.of()).stream().map(Port::of).toList();
        }

        /** Such as {@code mapping.onnx, 26 kB: z [N, 512], psi [1] -> ws [N, 18, 512]}. */
        String line() {
            String size = "%s, %d kB".formatted(file, (bytes + 500) / 1000);
            return outputs.isEmpty() ? size : size + ": " + list(inputs) + " -> " + list(outputs);
        }

        private static String list(List<Port> ports) {
            return String.join(", ", ports.stream().map(Port::words).toList());
        }
    }

    /**
     * An input or output.
     *
     * @param type {@code f32} or {@code i64}
     * @param shape numbers, and words for sizes known at use only
     */
    record Port(String name, String type, List<Object> shape, String doc) {
        static Port of(OnnxPort port) {
            List<Object> shape = port.shape().stream().map(Port::size).toList();
            return new Port(port.name(), EnumWord.of(port.type()), shape, port.doc());
        }

        private static Object size(String size) {
            return size.chars().allMatch(Character::isDigit)
                    ? (Object) Integer.valueOf(size)
                    : size;
        }

        String words() {
            return name + " " + shape;
        }
    }
}

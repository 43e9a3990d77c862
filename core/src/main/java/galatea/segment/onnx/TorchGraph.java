package galatea.segment.onnx;

import galatea.format.FormatException;
import galatea.format.NpyArray;
import galatea.format.OnnxFile;
import galatea.format.OnnxNode;
import galatea.torch.DType;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * A network of ONNX computed by this library's engine, unlike ONNX Runtime with gradients.
 *
 * <p>Halves are computed as singles. Only what the wanted values need is computed, so an operator
 * that is not known may follow them. It is made outside any scope and belongs to the thread that
 * made it.
 */
public final class TorchGraph implements AutoCloseable {
    private final long opset;
    private final String input;
    private final List<String> wanted;
    private final List<OnnxNode> steps;
    private final Map<String, NpyArray> constants;
    private final Map<String, Tensor> weights = new HashMap<>();

    /**
     * Prepares a network.
     *
     * @param file name for messages
     * @param input name of the value that is given
     * @param wanted names of the values that are computed: outputs, or values inside
     * @param dtype number format of the computation
     * @throws FormatException if a value is not there, or an operator is not known
     */
    public TorchGraph(OnnxFile model, String file, String input, List<String> wanted, DType dtype)
            throws FormatException {
        Engine.start();
        if (PointerScope.getInnerScope() != null) {
            throw new IllegalStateException("a network must be built outside any Scope");
        }
        this.opset = model.opset();
        this.input = input;
        this.wanted = List.copyOf(wanted);
        this.constants = model.constants();
        this.steps = steps(model, file);
        Set<String> used = new HashSet<>(wanted);
        steps.forEach(node -> used.addAll(node.inputs()));
        loadWeights(used, dtype);
    }

    /** The operators that are known, in alphabetical order. */
    public static List<String> operators() {
        return Operators.names();
    }

    /** The nodes that the wanted values need, in the file's order. */
    private List<OnnxNode> steps(OnnxFile model, String file) throws FormatException {
        Set<OnnxNode> needed = needed(model);
        Set<String> known = new HashSet<>(constants.keySet());
        known.add(input);
        List<OnnxNode> order = new ArrayList<>();
        for (OnnxNode node : model.nodes()) {
            if (!needed.contains(node)) {
                continue;
            }
            requireKnown(node, known, file);
            order.add(node);
            known.addAll(node.outputs());
        }
        for (String name : wanted) {
            if (name.isEmpty() || !known.contains(name)) {
                throw new FormatException(
                        file, "network must have a value of that name: \"%s\"".formatted(name));
            }
        }
        return order;
    }

    private static void requireKnown(OnnxNode node, Set<String> known, String file)
            throws FormatException {
        if (!Operators.names().contains(node.operator())) {
            throw new FormatException(
                    file,
                    "operator must be one of %s: %s"
                            .formatted(String.join(", ", Operators.names()), node.described()));
        }
        for (String argument : node.inputs()) {
            if (!argument.isEmpty() && !known.contains(argument)) {
                throw new FormatException(
                        file,
                        "%s must use values made before it: %s"
                                .formatted(node.described(), argument));
            }
        }
    }

    /** Everything upstream of the wanted values, but for constants, by identity. */
    private Set<OnnxNode> needed(OnnxFile model) {
        Map<String, OnnxNode> makers = new TreeMap<>();
        for (OnnxNode node : model.nodes()) {
            node.outputs().forEach(output -> makers.putIfAbsent(output, node));
        }
        Set<OnnxNode> needed = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<String> asked = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(wanted);
        while (!open.isEmpty()) {
            String name = open.pop();
            OnnxNode maker = makers.get(name);
            if (asked.add(name) && maker != null && !isGiven(name) && needed.add(maker)) {
                maker.inputs().forEach(open::push);
            }
        }
        return needed;
    }

    private boolean isGiven(String name) {
        return name.equals(input) || constants.containsKey(name);
    }

    private void loadWeights(Set<String> used, DType dtype) {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            constants.forEach(
                    (name, array) -> {
                        if (used.contains(name) && Arguments.isReal(array)) {
                            weights.put(name, scope.keep(tensor(array, dtype)));
                        }
                    });
        }
    }

    private static Tensor tensor(NpyArray array, DType dtype) {
        return dtype == DType.FLOAT32
                ? Ops.of(array.floats(), array.shape())
                : Ops.of(dtype, array.doubles(), array.shape());
    }

    /**
     * Computes the wanted values, in the caller's scope; gradients flow.
     *
     * @param x the input, of the number format of the network
     * @return a tensor for each wanted value
     * @throws IllegalArgumentException if the network cannot be computed for such an input
     */
    public List<Tensor> run(Tensor x) {
        try (Scope scope = new Scope()) {
            Map<String, Tensor> values = new HashMap<>(weights);
            values.put(input, x);
            for (OnnxNode node : steps) {
                if (!values.containsKey(node.outputs().get(0))) {
                    values.put(node.outputs().get(0), apply(node, values));
                }
            }
            List<Tensor> results = new ArrayList<>();
            for (String name : wanted) {
                Tensor value = values.get(name);
                if (value == null) {
                    throw new IllegalArgumentException(
                            "value must be a first output of real numbers: " + name);
                }
                results.add(scope.keep(value));
            }
            return results;
        }
    }

    private Tensor apply(OnnxNode node, Map<String, Tensor> values) {
        try {
            Arguments arguments = new Arguments(node, values, constants, opset);
            return Operators.of(node.operator()).apply(arguments);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(node.described() + ": " + e.getMessage(), e);
        } catch (RuntimeException e) { // the engine's
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException(
                    "%s does not suit these pictures: %s".formatted(node.described(), first), e);
        }
    }

    @Override
    public void close() {
        weights.values().forEach(Tensor::close);
    }
}

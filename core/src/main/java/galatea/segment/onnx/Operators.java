package galatea.segment.onnx;

import galatea.format.OnnxNode;
import galatea.torch.Ops;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** The operators of ONNX that are known. */
final class Operators {
    private static final Map<String, Operator> KNOWN = new TreeMap<>();
    private static final List<Long> REALS = List.of(1L, 10L, 11L, 16L); // types of Cast

    /** Computes the first output of a node. */
    @FunctionalInterface
    interface Operator {
        /** Computes it. */
        Tensor apply(Arguments in);
    }

    static {
        KNOWN.put("Add", in -> together(in, Tensor::add));
        KNOWN.put("AveragePool", Pooling::average);
        KNOWN.put("BatchNormalization", Operators::normalize);
        KNOWN.put("Cast", Operators::cast);
        KNOWN.put("Clip", Operators::clip);
        KNOWN.put("Concat", Shaping::concat);
        KNOWN.put("Constant", Arguments::x);
        KNOWN.put("Conv", Pooling::convolve);
        KNOWN.put("Div", in -> together(in, Tensor::div));
        KNOWN.put("Dropout", Arguments::x);
        KNOWN.put("Flatten", Shaping::flatten);
        KNOWN.put("Gemm", Operators::gemm);
        KNOWN.put("GlobalAveragePool", Shaping::globalMean);
        KNOWN.put("Identity", Arguments::x);
        KNOWN.put("LeakyRelu", in -> leaky(in.x(), in.node().real("alpha", 0.01)));
        KNOWN.put("MatMul", in -> product(in.x(), in.tensor(1)));
        KNOWN.put("MaxPool", Pooling::max);
        KNOWN.put("Mul", in -> together(in, Tensor::mul));
        KNOWN.put("Pad", Shaping::pad);
        KNOWN.put("ReduceMean", Shaping::mean);
        KNOWN.put("Relu", in -> in.x().relu());
        KNOWN.put("Reshape", Shaping::reshape);
        KNOWN.put("Sigmoid", in -> in.x().sigmoid());
        KNOWN.put("Softmax", Shaping::softmax);
        KNOWN.put("Squeeze", Shaping::squeeze);
        KNOWN.put("Sub", in -> together(in, Tensor::sub));
        KNOWN.put("Tanh", in -> in.x().tanh());
        KNOWN.put("Transpose", Shaping::transpose);
        KNOWN.put("Unsqueeze", Shaping::unsqueeze);
    }

    private Operators() {}

    static List<String> names() {
        return List.copyOf(KNOWN.keySet());
    }

    /** One of {@link #names}. */
    static Operator of(String name) {
        Operator operator = KNOWN.get(name);
        if (operator == null) {
            throw new IllegalArgumentException("operator must be known: " + name);
        }
        return operator;
    }

    private static Tensor together(Arguments in, BinaryOperator<Tensor> operator) {
        Sizes.requireTogether(in.x(), in.tensor(1));
        return operator.apply(in.x(), in.tensor(1));
    }

    private static Tensor product(Tensor a, Tensor b) {
        Sizes.requireProduct(a, b);
        return a.matmul(b);
    }

    private static Tensor leaky(Tensor x, double slope) {
        Tensor negative = x.sub(x.relu());
        return Ops.addScaled(x.relu(), negative, slope);
    }

    private static Tensor normalize(Arguments in) {
        double epsilon = in.node().real("epsilon", 1e-5);
        return Ops.normalizeBy(
                in.x(), in.tensor(1), in.tensor(2), in.tensor(3), in.tensor(4), epsilon);
    }

    private static Tensor cast(Arguments in) {
        long to = in.node().integer("to", 0);
        if (!REALS.contains(to)) {
            throw new IllegalArgumentException(
                    "to must be a type of real numbers, one of %s: %d".formatted(REALS, to));
        }
        return in.x();
    }

    private static Tensor clip(Arguments in) {
        double low = in.real("min", 1, Double.NEGATIVE_INFINITY);
        double high = in.real("max", 2, Double.POSITIVE_INFINITY);
        return Ops.clamp(in.x(), low, high);
    }

    /** alpha · A · B + beta · C. */
    private static Tensor gemm(Arguments in) {
        OnnxNode node = in.node();
        Tensor a = node.integer("transA", 0) == 0 ? in.x() : in.x().t();
        Tensor b = node.integer("transB", 0) == 0 ? in.tensor(1) : in.tensor(1).t();
        Tensor product = Ops.scale(product(a, b), node.real("alpha", 1));
        @Nullable Tensor c = in.optional(2);
        if (c == null) {
            return product;
        }
        Sizes.requireTogether(product, c);
        return Ops.addScaled(product, c, node.real("beta", 1));
    }
}

package galatea.segment.onnx;

import galatea.format.NpyArray;
import galatea.format.OnnxNode;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What an operator works on.
 *
 * @param node with the attributes
 * @param values tensors by name
 * @param constants arrays of the file by name
 * @param opset version of the operators
 */
record Arguments(
        OnnxNode node, Map<String, Tensor> values, Map<String, NpyArray> constants, long opset) {

    static boolean isReal(NpyArray array) {
        return switch (array.type()) {
            case F32, F64, F16, BF16 -> true;
            case I64, I32, U8, BOOL -> false;
        };
    }

    /** The first argument. */
    Tensor x() {
        return tensor(0);
    }

    /** An argument that must be there. */
    Tensor tensor(int index) {
        Tensor tensor = optional(index);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "argument %d must be a tensor of real numbers".formatted(index));
        }
        return tensor;
    }

    /** An argument; null if it is left out. */
    @Nullable Tensor optional(int index) {
        return has(index) ? values.get(node.inputs().get(index)) : null;
    }

    boolean has(int index) {
        return index < node.inputs().size() && !node.inputs().get(index).isEmpty();
    }

    /** Whole numbers that are an attribute in old files and a constant argument in new ones. */
    long @Nullable [] integers(String attribute, int index) {
        if (node.has(attribute)) {
            return node.integers(attribute);
        }
        return has(index) ? constant(index).longs() : null;
    }

    /** A real number that is an attribute in old files and a constant argument in new ones. */
    double real(String attribute, int index, double otherwise) {
        if (node.has(attribute) || !has(index)) {
            return node.real(attribute, otherwise);
        }
        double[] values = constant(index).doubles();
        if (values.length != 1) {
            throw new IllegalArgumentException(
                    "%s must be one number: %d".formatted(attribute, values.length));
        }
        return values[0];
    }

    private NpyArray constant(int index) {
        NpyArray array = constants.get(node.inputs().get(index));
        if (array == null) {
            throw new IllegalArgumentException(
                    "argument %d must be a constant: %s"
                            .formatted(index, node.inputs().get(index)));
        }
        return array;
    }

    /** A dimension, which negative numbers count from the last. */
    int axis(long value, int dimensions) {
        long axis = value < 0 ? value + dimensions : value;
        if (axis < 0 || axis > dimensions) {
            throw new IllegalArgumentException(
                    "axis must be in [%d, %d]: %d".formatted(-dimensions, dimensions, value));
        }
        return (int) axis;
    }
}

package galatea.segment.onnx;

import galatea.torch.Ops;
import galatea.torch.Windows;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Operators that change shapes, and those that work along chosen dimensions. */
final class Shaping {
    private Shaping() {}

    static Tensor concat(Arguments in) {
        Tensor[] parts = new Tensor[in.node().inputs().size()];
        long count = 0;
        for (int i = 0; i < parts.length; i++) {
            parts[i] = in.tensor(i);
            count += parts[i].numel();
        }
        Sizes.require(count);
        return Ops.cat(in.axis(in.node().integer("axis", 1), (int) in.x().dim()), parts);
    }

    static Tensor flatten(Arguments in) {
        Tensor x = in.x();
        return matrix(x, in.axis(in.node().integer("axis", 1), (int) x.dim()));
    }

    /** [product of the dimensions before {@code axis}, product of the others]. */
    private static Tensor matrix(Tensor x, int axis) {
        long rows = 1;
        for (int i = 0; i < axis; i++) {
            rows *= x.size(i);
        }
        return x.reshape(rows, x.numel() / Math.max(1, rows));
    }

    static Tensor reshape(Arguments in) {
        long[] shape = required("shape", in.integers("shape", 1));
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] == 0 && i < in.x().dim()) {
                shape[i] = in.x().size(i); // kept
            }
        }
        return in.x().reshape(shape);
    }

    static Tensor transpose(Arguments in) {
        int dimensions = (int) in.x().dim();
        long[] reversed = new long[dimensions];
        Arrays.setAll(reversed, i -> dimensions - 1 - i);
        return in.x().permute(in.node().integers("perm", reversed));
    }

    static Tensor unsqueeze(Arguments in) {
        long[] axes = required("axes", in.integers("axes", 1));
        Tensor x = in.x();
        int dimensions = (int) x.dim() + axes.length;
        int[] places = Arrays.stream(axes).mapToInt(a -> in.axis(a, dimensions)).sorted().toArray();
        for (int place : places) {
            x = x.unsqueeze(place);
        }
        return x;
    }

    static Tensor squeeze(Arguments in) {
        long[] axes = in.integers("axes", 1);
        return axes == null ? in.x().squeeze() : in.x().squeeze(axes);
    }

    static Tensor mean(Arguments in) {
        long[] axes = in.integers("axes", 1);
        Tensor x = in.x();
        if (axes == null) {
            axes = new long[(int) x.dim()];
            Arrays.setAll(axes, i -> i);
        }
        Tensor means = Ops.mean(x, axes);
        return in.node().integer("keepdims", 1) == 0 ? means.squeeze(axes) : means;
    }

    static Tensor globalMean(Arguments in) {
        return Ops.mean(in.x(), 2, 3); // [N, C, 1, 1]
    }

    /** Before version 13, all dimensions from the axis on were one. */
    static Tensor softmax(Arguments in) {
        Tensor x = in.x();
        boolean old = in.opset() < 13;
        int axis = in.axis(in.node().integer("axis", old ? 1 : -1), (int) x.dim());
        if (old) {
            return Ops.softmax(matrix(x, axis)).reshape(x.shape());
        }
        return Ops.softmax(x.unsqueeze(0).transpose(1, axis + 1)).transpose(1, axis + 1).squeeze(0);
    }

    /** Only the pictures' borders. */
    static Tensor pad(Arguments in) {
        String mode = in.node().text("mode", "constant");
        long[] pads = required("pads", in.integers("pads", 1));
        boolean borders = pads.length == 8 && pads[0] + pads[1] + pads[4] + pads[5] == 0;
        if (!mode.equals("constant") || !borders || in.x().dim() != 4) {
            throw new IllegalArgumentException(
                    "pads must surround pictures with a constant: %s %s"
                            .formatted(mode, Arrays.toString(pads)));
        }
        long[] border = {pads[2], pads[3], pads[6], pads[7]};
        Sizes.requireSurrounded(in.x(), border);
        return Windows.pad(in.x(), border, in.real("value", 2, 0));
    }

    private static long[] required(String name, long @Nullable [] values) {
        if (values == null) {
            throw new IllegalArgumentException(name + " must be given");
        }
        return values;
    }
}

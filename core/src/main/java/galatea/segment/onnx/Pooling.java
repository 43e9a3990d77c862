package galatea.segment.onnx;

import galatea.format.OnnxNode;
import galatea.torch.Windows;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/** Operators on windows of pictures. */
final class Pooling {
    private static final long LARGEST = 4096; // pixels: of a window or border

    private Pooling() {}

    static Tensor convolve(Arguments in) {
        Tensor weight = in.tensor(1); // [out, in / groups, kh, kw]
        requirePicture(in.x());
        requirePicture(weight);
        long[] kernel = {weight.size(2), weight.size(3)};
        Windows.Grid grid = grid(in, kernel);
        long[] border = grid.border();
        long height = in.x().size(2) + border[0] + border[2];
        long width = in.x().size(3) + border[1] + border[3];
        Sizes.require(in.x().size(0), weight.size(0), height, width);
        return Windows.convolve(
                in.x(), weight, in.optional(2), grid, in.node().integer("group", 1));
    }

    static Tensor max(Arguments in) {
        requirePicture(in.x());
        Windows.Grid grid = grid(in, in.node().integers("kernel_shape"));
        return Windows.max(in.x(), grid, in.node().integer("ceil_mode", 0) != 0);
    }

    static Tensor average(Arguments in) {
        requirePicture(in.x());
        OnnxNode node = in.node();
        Windows.Grid grid = grid(in, node.integers("kernel_shape"));
        if (grid.dilation()[0] != 1 || grid.dilation()[1] != 1) {
            throw new IllegalArgumentException("dilations must be 1 in means");
        }
        boolean ceiling = node.integer("ceil_mode", 0) != 0;
        return Windows.mean(in.x(), grid, ceiling, node.integer("count_include_pad", 0) != 0);
    }

    private static void requirePicture(Tensor x) {
        if (x.dim() != 4) {
            throw new IllegalArgumentException("dimensions must be 4: " + x.dim());
        }
    }

    private static Windows.Grid grid(Arguments in, long[] kernel) {
        OnnxNode node = in.node();
        require("kernel_shape", kernel, 2, 1);
        long[] stride = node.integers("strides", 1, 1);
        require("strides", stride, 2, 1);
        long[] dilation = node.integers("dilations", 1, 1);
        require("dilations", dilation, 2, 1);
        long[] border = border(in, kernel, stride, dilation);
        Sizes.requireSurrounded(in.x(), border);
        return new Windows.Grid(kernel, stride, dilation, border);
    }

    private static void require(String name, long[] values, int count, long least) {
        boolean inRange = Arrays.stream(values).allMatch(v -> v >= least && v <= LARGEST);
        if (values.length != count || !inRange) {
            throw new IllegalArgumentException(
                    "%s must be %d numbers in [%d, %d]: %s"
                            .formatted(name, count, least, LARGEST, Arrays.toString(values)));
        }
    }

    /** Top, left, bottom, right. */
    private static long[] border(Arguments in, long[] kernel, long[] stride, long[] dilation) {
        String word = in.node().text("auto_pad", "NOTSET");
        if (word.equals("NOTSET") || word.isEmpty()) {
            long[] pads = in.node().integers("pads", 0, 0, 0, 0);
            require("pads", pads, 4, 0);
            return pads;
        }
        long[] border = new long[4];
        if (word.equals("VALID")) {
            return border;
        }
        if (!word.startsWith("SAME_")) {
            throw new IllegalArgumentException(
                    "auto_pad must be NOTSET, VALID, SAME_UPPER or SAME_LOWER: " + word);
        }
        for (int axis = 0; axis < 2; axis++) {
            long size = in.x().size(2 + axis);
            long count = (size + stride[axis] - 1) / stride[axis];
            long reach = (count - 1) * stride[axis] + (kernel[axis] - 1) * dilation[axis] + 1;
            long more = Math.max(0, reach - size);
            long before = word.equals("SAME_LOWER") ? more - more / 2 : more / 2;
            border[axis] = before;
            border[axis + 2] = more - before;
        }
        return border;
    }
}

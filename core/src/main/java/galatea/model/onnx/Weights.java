package galatea.model.onnx;

import galatea.format.NpyArray;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import java.util.Arrays;

/**
 * Weights as a graph has them: all that depends on nothing else is multiplied in.
 *
 * @param values row-major
 * @param shape sizes, outermost first
 */
record Weights(float[] values, long... shape) {
    /** Taps of the 3-kernel that each tap of the 4-kernel of stride 2 sums; one dimension. */
    private static final int[][] UP = {{2}, {1, 2}, {0, 1}, {0}};

    /** A tensor of a network. */
    static Weights of(Parameters parameters, String name) {
        Parameter parameter = parameters.named(name);
        return new Weights(Ops.floats(parameter.tensor()), parameter.shape());
    }

    /** All values the same. */
    static Weights filled(double value, long... shape) {
        float[] values =
                new float[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
        Arrays.fill(values, (float) value);
        return new Weights(values, shape);
    }

    /** Length of a dimension. */
    int size(int dimension) {
        return Math.toIntExact(shape[dimension]);
    }

    /** factor · x + term. */
    Weights mapped(double factor, double term) {
        float[] mapped = new float[values.length];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = (float) (factor * values[i] + term);
        }
        return new Weights(mapped, shape);
    }

    /** factor · x. */
    Weights scaled(double factor) {
        return mapped(factor, 0);
    }

    /** The same values in another shape. */
    Weights view(long... other) {
        return new Weights(values, other);
    }

    /** Some of the rows, the parts of dimension 0. */
    Weights rows(int from, int count) {
        int row = values.length / size(0);
        long[] part = shape.clone();
        part[0] = count;
        return new Weights(Arrays.copyOfRange(values, from * row, (from + count) * row), part);
    }

    /** Each value of [C] for each of a number of pixels: [C · pixels]. */
    Weights perPixel(int pixels) {
        float[] repeated = new float[values.length * pixels];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = values[i / pixels];
        }
        return new Weights(repeated, repeated.length);
    }

    /** The sum with weights of the same count. */
    Weights plus(Weights other) {
        float[] sum = values.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.values[i];
        }
        return new Weights(sum, shape);
    }

    /**
     * Nearest-neighbour upsampling folded into a 3×3 kernel, see {@link
     * galatea.nn.ResamplingConv2d}: [in, out, 3, 3] → [in, out, 4, 4].
     */
    Weights upsampling() {
        float[] folded = new float[values.length / 9 * 16];
        for (int i = 0; i < folded.length; i++) {
            double sum = 0;
            for (int row : UP[i % 16 / 4]) {
                for (int column : UP[i % 4]) {
                    sum += values[i / 16 * 9 + 3 * row + column];
                }
            }
            folded[i] = (float) sum;
        }
        return new Weights(folded, shape[0], shape[1], 4, 4);
    }

    /**
     * The kernel of {@link galatea.nn.EqualizedLatentConv2d} as a matrix: [out, in, 4, 4] → [out ·
     * 16, in].
     */
    Weights spreading() {
        int out = size(0);
        int in = size(1);
        float[] matrix = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int tap = i % 16; // pixel 15 − tap meets it
            int row = i / 16 / in * 16 + 15 - tap;
            matrix[row * in + i / 16 % in] = values[i];
        }
        return new Weights(matrix, 16L * out, in);
    }

    /** As formats have it. */
    NpyArray array() {
        return NpyArray.of(values, shape);
    }
}

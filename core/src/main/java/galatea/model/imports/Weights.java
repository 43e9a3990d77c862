package galatea.model.imports;

/**
 * A tensor on its way from one layout to another.
 *
 * @param values row-major
 */
public record Weights(long[] shape, float[] values) {
    /** A vector. */
    static Weights of(float... values) {
        return new Weights(new long[] {values.length}, values);
    }

    /** The same values, all multiplied. */
    Weights times(double factor) {
        float[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (scaled[i] * factor);
        }
        return new Weights(shape, scaled);
    }

    /** The same values with a number added to some of them, counted along a vector. */
    Weights plus(double term, int from, int to) {
        float[] moved = values.clone();
        for (int i = from; i < to; i++) {
            moved[i] = (float) (moved[i] + term);
        }
        return new Weights(shape, moved);
    }

    /** The same values under another shape. */
    Weights as(long... newShape) {
        return new Weights(newShape, values);
    }

    /** Dimensions in another order: new dimension i is old dimension order[i]. */
    Weights permuted(int... order) {
        int rank = order.length;
        long[] newShape = new long[rank];
        int[] stride = new int[rank];
        for (int i = 0; i < rank; i++) {
            newShape[i] = shape[order[i]];
            int distance = 1;
            for (int d = order[i] + 1; d < rank; d++) {
                distance *= (int) shape[d];
            }
            stride[i] = distance;
        }
        float[] moved = new float[values.length];
        for (int i = 0; i < moved.length; i++) {
            int rest = i;
            int at = 0;
            for (int d = rank - 1; d >= 0; d--) {
                at += rest % (int) newShape[d] * stride[d];
                rest /= (int) newShape[d];
            }
            moved[i] = values[at];
        }
        return new Weights(newShape, moved);
    }

    /** [a, b, k, k] with every kernel turned by 180 degrees. */
    Weights turned() {
        int size = (int) (shape[2] * shape[3]);
        float[] turned = new float[values.length];
        for (int i = 0; i < turned.length; i++) {
            int place = i % size;
            turned[i] = values[i - place + size - 1 - place];
        }
        return new Weights(shape, turned);
    }
}

package galatea.testing;

import galatea.torch.Ops;
import java.util.Arrays;
import org.assertj.core.api.AbstractAssert;
import org.bytedeco.pytorch.Tensor;

/** Comparison of tensors that says where they differ most. */
public final class TensorAssert extends AbstractAssert<TensorAssert, Tensor> {
    private TensorAssert(Tensor actual) {
        super(actual, TensorAssert.class);
    }

    /** Starts an assertion. */
    public static TensorAssert assertThat(Tensor actual) {
        return new TensorAssert(actual);
    }

    /** Same number of dimensions, same lengths. */
    public TensorAssert hasShape(long... shape) {
        isNotNull();
        if (!Arrays.equals(actual.shape(), shape)) {
            failWithMessage(
                    "expected shape %s but was %s",
                    Arrays.toString(shape), Arrays.toString(actual.shape()));
        }
        return this;
    }

    /**
     * Same shape, and |actual − expected| ≤ atol + rtol · |expected| everywhere; NaN is never
     * close.
     */
    public TensorAssert isCloseTo(Tensor expected, double rtol, double atol) {
        hasShape(expected.shape());
        double[] is = Ops.doubles(actual);
        double[] wanted = Ops.doubles(expected);
        int worst = -1;
        double worstError = -1;
        int wrong = 0;
        for (int i = 0; i < is.length; i++) {
            double error = Math.abs(is[i] - wanted[i]);
            boolean bad = !(error <= atol + rtol * Math.abs(wanted[i]));
            wrong += bad ? 1 : 0;
            double rank = Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
            if (bad && rank > worstError) {
                worst = i;
                worstError = rank;
            }
        }
        if (worst >= 0) {
            failWithMessage(
                    "%d of %d values differ by more than %s + %s * |expected|;"
                            + " most at %s: expected %s but was %s, difference %s",
                    wrong,
                    is.length,
                    atol,
                    rtol,
                    Arrays.toString(position(worst, actual.shape())),
                    wanted[worst],
                    is[worst],
                    worstError);
        }
        return this;
    }

    /** The same against Java values, row-major. */
    public TensorAssert hasValuesCloseTo(double atol, double... expected) {
        isNotNull();
        double[] is = Ops.doubles(actual);
        if (is.length != expected.length) {
            failWithMessage("expected %d values but was %d", expected.length, is.length);
        }
        for (int i = 0; i < is.length; i++) {
            if (!(Math.abs(is[i] - expected[i]) <= atol)) {
                failWithMessage(
                        "expected %s +- %s at %s but was %s, difference %s",
                        expected[i],
                        atol,
                        Arrays.toString(position(i, actual.shape())),
                        is[i],
                        Math.abs(is[i] - expected[i]));
            }
        }
        return this;
    }

    private static long[] position(int flat, long[] shape) {
        long[] index = new long[shape.length];
        long rest = flat;
        for (int d = shape.length - 1; d >= 0; d--) {
            index[d] = rest % shape[d];
            rest /= shape[d];
        }
        return index;
    }
}

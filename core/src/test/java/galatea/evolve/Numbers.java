package galatea.evolve;

import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Trained values as plain numbers in the order of declaration, padding left out. */
final class Numbers {
    private static final double STEP = 1e-5;

    private Numbers() {}

    static double[] values(Parameters parameters) {
        return joined(parameters, tensor -> tensor);
    }

    static double[] gradient(Parameters parameters) {
        return joined(parameters, Tensor::grad);
    }

    private static double[] joined(Parameters parameters, UnaryOperator<Tensor> what) {
        try (Scope scope = new Scope()) {
            return parameters.trained().stream()
                    .map(parameter -> Ops.doubles(what.apply(parameter.tensor())))
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
        }
    }

    static void set(Parameters parameters, double... values) {
        int at = 0;
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            for (Parameter parameter : parameters.trained()) {
                int count = Math.toIntExact(parameter.count());
                double[] own = Arrays.copyOfRange(values, at, at + count);
                parameter.tensor().copy_(Ops.of(DType.FLOAT64, own, parameter.shape()));
                at += count;
            }
        }
        if (at != values.length) {
            throw new IllegalArgumentException(
                    "values must be %d: %d".formatted(at, values.length));
        }
    }

    /** The gradient of a number by central differences over every trained value. */
    static double[] slopes(Parameters parameters, DoubleSupplier number) {
        double[] start = values(parameters);
        double[] slopes = new double[start.length];
        for (int i = 0; i < start.length; i++) {
            slopes[i] =
                    (moved(parameters, start, i, STEP, number)
                                    - moved(parameters, start, i, -STEP, number))
                            / (2 * STEP);
        }
        set(parameters, start);
        return slopes;
    }

    private static double moved(
            Parameters parameters, double[] start, int i, double by, DoubleSupplier number) {
        double[] values = start.clone();
        values[i] += by;
        set(parameters, values);
        return number.getAsDouble();
    }

    static double length(double... vector) {
        return Math.sqrt(Arrays.stream(vector).map(x -> x * x).sum());
    }

    static double[] minus(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }
}

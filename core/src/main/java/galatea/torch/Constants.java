package galatea.torch;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Small constant tensors made once per process, shared by all networks and never changed. */
public final class Constants {
    private static final ConcurrentMap<String, Tensor> KNOWN = new ConcurrentHashMap<>();

    private Constants() {}

    /**
     * The Kronecker product of a square-grid operator with itself: what a one-dimensional linear
     * map does to both axes of a flattened window.
     *
     * @param matrix [m, n]
     * @param like gives the number format
     * @return [m², n²]
     */
    public static Tensor kronecker(double[][] matrix, Tensor like) {
        DType dtype = DType.of(like.scalar_type());
        return cached(
                "kronecker" + Arrays.deepToString(matrix) + dtype,
                () -> {
                    int m = matrix.length;
                    int n = matrix[0].length;
                    double[] product = new double[m * m * n * n];
                    for (int i = 0; i < product.length; i++) {
                        int row = i / (n * n);
                        int column = i % (n * n);
                        product[i] = matrix[row / m][column / n] * matrix[row % m][column % n];
                    }
                    return Ops.of(dtype, product, (long) m * m, (long) n * n);
                });
    }

    /**
     * A separable smoothing kernel for each of a number of channels.
     *
     * @param taps one-dimensional kernel [k]; its outer product is normalised to sum 1
     * @param like gives channels (dimension 1) and number format
     * @return [C, 1, k, k]
     */
    public static Tensor smoothing(double[] taps, Tensor like) {
        DType dtype = DType.of(like.scalar_type());
        long channels = like.size(1);
        return cached(
                "smoothing" + Arrays.toString(taps) + channels + dtype,
                () -> {
                    int k = taps.length;
                    double total = Math.pow(Arrays.stream(taps).sum(), 2);
                    double[] kernel = new double[k * k];
                    for (int i = 0; i < kernel.length; i++) {
                        kernel[i] = taps[i / k] * taps[i % k] / total;
                    }
                    return Ops.of(dtype, kernel, 1, 1, k, k).expand(channels, 1, k, k).contiguous();
                });
    }

    private static Tensor cached(String key, Supplier<Tensor> maker) {
        Tensor known = KNOWN.get(key);
        if (known != null) {
            return known;
        }
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor made = maker.get();
            made.retainReference(); // outlives every scope
            Tensor earlier = KNOWN.putIfAbsent(key, made);
            return earlier == null ? made : earlier;
        }
    }
}

package galatea.torch;

import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.InterpolateFuncOptions;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.LongVector;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.kBilinear;
import org.bytedeco.pytorch.kNearestExact;
import org.jspecify.annotations.Nullable;

/**
 * The engine's operations with plain Java signatures.
 *
 * <p>Each method returns a new tensor that belongs to the innermost {@link Scope}; methods that end
 * in {@code InPlace} return their first argument. Pictures are [N, C, H, W].
 */
public final class Ops {
    private static final long[] TWO = {2, 2};
    private static final long[] ZERO = {0, 0};

    private Ops() {}

    /** Zeros of a shape. */
    public static Tensor zeros(DType dtype, long... shape) {
        return torch.zeros(shape, dtype.options());
    }

    /** Ones of a shape. */
    public static Tensor ones(DType dtype, long... shape) {
        return torch.ones(shape, dtype.options());
    }

    /** Draws from N(0, 1), from this thread's random stream. */
    public static Tensor randn(DType dtype, long... shape) {
        return torch.randn(shape, RandomStream.current(), dtype.options());
    }

    /** Draws from the uniform distribution on [0, 1), from this thread's random stream. */
    public static Tensor rand(DType dtype, long... shape) {
        return torch.rand(shape, RandomStream.current(), dtype.options());
    }

    /** A tensor of Java values, copied. */
    public static Tensor of(float[] values, long... shape) {
        return Tensor.create(values, shape);
    }

    /** A tensor of Java values in another precision, copied. */
    public static Tensor of(DType dtype, double[] values, long... shape) {
        return Tensor.create(values, shape).to(dtype.scalarType());
    }

    /** x · factor. */
    public static Tensor mul(Tensor x, double factor) {
        return x.mul(Scalars.of(factor));
    }

    /** x · factor, for a factor that changes from step to step and is not worth remembering. */
    public static Tensor scale(Tensor x, double factor) {
        return x.mul(new Scalar(factor));
    }

    /** x + term. */
    public static Tensor add(Tensor x, double term) {
        return x.add(Scalars.of(term));
    }

    /** x ← x · factor, for factors that differ from call to call. */
    public static Tensor mulInPlace(Tensor x, double factor) {
        return x.mul_(new Scalar(factor));
    }

    /** x + factor · y. */
    public static Tensor addScaled(Tensor x, Tensor y, double factor) {
        return x.add(y, Scalars.of(factor));
    }

    /** x + (y − x) · t. */
    public static Tensor lerp(Tensor x, Tensor y, double t) {
        return torch.lerp(x, y, new Scalar(t)); // fading changes t at every step
    }

    /** x + a · b, broadcast. */
    public static Tensor addcmul(Tensor x, Tensor a, Tensor b) {
        return torch.addcmul(x, a, b);
    }

    /** Means over dimensions, which stay with length 1. */
    public static Tensor mean(Tensor x, long... dimensions) {
        return x.mean(dimensions, true, new ScalarTypeOptional());
    }

    /** Sums over dimensions, which vanish. */
    public static Tensor sum(Tensor x, long... dimensions) {
        return x.sum(dimensions, false, new ScalarTypeOptional());
    }

    /** max(x, 0.2 x). */
    public static Tensor leakyRelu(Tensor x) {
        return torch.leaky_relu(x, Scalars.of(0.2));
    }

    /** x ← max(x, 0.2 x): saves a tensor where x is not needed before the activation. */
    public static Tensor leakyReluInPlace(Tensor x) {
        torch.leaky_relu_(x, Scalars.of(0.2)); // returns another object, which does not own x
        return x;
    }

    /**
     * Gradient that reaches the input of a leaky ReLU; the activation counts as a constant, which
     * is exact, its second derivative being zero.
     *
     * @param gradient with respect to the output
     * @param output of {@link #leakyRelu}
     */
    public static Tensor leakyReluBackward(Tensor gradient, Tensor output) {
        return torch.leaky_relu_backward(gradient, output.detach(), Scalars.of(0.2), true);
    }

    /**
     * Gradient that reaches the input of a ReLU; the activation counts as a constant.
     *
     * @param gradient with respect to the output
     * @param output of the ReLU
     */
    public static Tensor reluBackward(Tensor gradient, Tensor output) {
        return torch.threshold_backward(gradient, output.detach(), Scalars.of(0));
    }

    /** log(1 + eˣ), stable for large |x|. */
    public static Tensor softplus(Tensor x) {
        return torch.softplus(x);
    }

    /** x · weightᵀ + bias. x [N, in], weight [out, in], bias [out]: [N, out]. */
    public static Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
        return torch.linear(x, weight, optional(bias));
    }

    /**
     * Normalises each channel over the pixels of all images, then scales and shifts it.
     *
     * @param x [N, C, H, W]
     * @param scale [C]
     * @param shift [C]
     * @param epsilon added to the biased variance
     */
    public static Tensor normalize(Tensor x, Tensor scale, Tensor shift, double epsilon) {
        TensorOptional none = new TensorOptional();
        return torch.batch_norm(
                x, optional(scale), optional(shift), none, none, true, 0, epsilon, false);
    }

    /**
     * As {@link #normalize}, and moves running statistics towards those of the batch.
     *
     * @param x [N, C, H, W]
     * @param scale [C]
     * @param shift [C]
     * @param mean running mean [C], overwritten
     * @param variance running unbiased variance [C], overwritten
     * @param momentum weight of this batch in the running statistics
     * @param epsilon added to the biased variance
     */
    public static Tensor normalizeAndTrack(
            Tensor x,
            Tensor scale,
            Tensor shift,
            Tensor mean,
            Tensor variance,
            double momentum,
            double epsilon) {
        return torch.batch_norm(
                x,
                optional(scale),
                optional(shift),
                optional(mean),
                optional(variance),
                true,
                momentum,
                epsilon,
                false);
    }

    /**
     * Normalises each channel by given statistics, then scales and shifts it.
     *
     * @param x [N, C, H, W]
     * @param scale [C]
     * @param shift [C]
     * @param mean [C]
     * @param variance [C]
     * @param epsilon added to the variance
     */
    public static Tensor normalizeBy(
            Tensor x, Tensor scale, Tensor shift, Tensor mean, Tensor variance, double epsilon) {
        return torch.batch_norm(
                x,
                optional(scale),
                optional(shift),
                optional(mean),
                optional(variance),
                false,
                0,
                epsilon,
                false);
    }

    /** Means of 2×2 squares: [N, C, H, W] → [N, C, H/2, W/2]. */
    public static Tensor averagePool2(Tensor x) {
        return torch.avg_pool2d(x, TWO, TWO, ZERO, false, true, new LongOptional());
    }

    /** Repeats each pixel {@code factor} times both ways: [N, C, H, W] → [N, C, fH, fW]. */
    public static Tensor upsampleNearest(Tensor x, int factor) {
        return torch.upsample_nearest2d(x, x.size(2) * factor, x.size(3) * factor);
    }

    /** Surrounds pictures with {@code border} rows and columns of zeros on each side. */
    public static Tensor pad(Tensor x, int border) {
        return torch.constant_pad_nd(x, border, border, border, border);
    }

    /** Surrounds pictures with {@code border} copies of their outermost rows and columns. */
    public static Tensor padByEdge(Tensor x, int border) {
        return torch.replication_pad2d(x, border, border, border, border);
    }

    /**
     * Pictures at another size: bilinear with half-pixel centres; shrinking widens the filter, as
     * Pillow does. [N, C, H, W] → [N, C, height, width].
     */
    public static Tensor resizeBilinear(Tensor x, long height, long width) {
        InterpolateFuncOptions options = size(height, width);
        options.mode().put(new kBilinear());
        options.antialias().put(true);
        return torch.interpolate(x, options);
    }

    /**
     * Whole numbers at another size: each that under the centre of the new pixel. [N, C, H, W] →
     * [N, C, height, width].
     */
    public static Tensor resizeNearest(Tensor x, long height, long width) {
        InterpolateFuncOptions options = size(height, width);
        options.mode().put(new kNearestExact());
        Tensor resized = torch.interpolate(x.to(torch.ScalarType.Float), options);
        return resized.to(x.scalar_type());
    }

    private static InterpolateFuncOptions size(long height, long width) {
        InterpolateFuncOptions options = new InterpolateFuncOptions();
        options.size().put(new LongVector(height, width));
        options.align_corners().put(false);
        return options;
    }

    /** Probabilities eˣ / Σ eˣ over dimension 1. */
    public static Tensor softmax(Tensor x) {
        return torch.softmax(x, 1);
    }

    /** Logarithms of the probabilities over dimension 1, stable for large |x|. */
    public static Tensor logSoftmax(Tensor x) {
        return torch.log_softmax(x, 1);
    }

    /** The place of the largest value of dimension 1, the first of equals: [N, C, …] → [N, …]. */
    public static Tensor argmax(Tensor x) {
        return x.argmax(new LongOptional(1), false);
    }

    /** Values outside [low, high] become the nearer bound. */
    public static Tensor clamp(Tensor x, double low, double high) {
        return torch.clamp(
                x, new ScalarOptional(Scalars.of(low)), new ScalarOptional(Scalars.of(high)));
    }

    /** x ← the nearer bound where x lies outside [low, high]. */
    public static Tensor clampInPlace(Tensor x, double low, double high) {
        torch.clamp_(x, new ScalarOptional(Scalars.of(low)), new ScalarOptional(Scalars.of(high)));
        return x;
    }

    /** Joins tensors along a dimension. */
    public static Tensor cat(int dimension, Tensor... parts) {
        return torch.cat(new TensorVector(parts), dimension);
    }

    /** The same parts of dimension 0 in an order drawn from this thread's random stream. */
    public static Tensor shuffled(Tensor x) {
        Tensor order = rand(DType.FLOAT64, x.size(0)).argsort(); // [N]
        return x.index_select(0, order);
    }

    /** The same values laid out channel after channel at each pixel. */
    public static Tensor channelsLast(Tensor x) {
        return x.contiguous(MemoryFormat.ChannelsLast);
    }

    /** Sends a gradient back from {@code output} to all leaves that require one. */
    public static void backward(Tensor output, Tensor gradient) {
        output.backward(gradient, new BoolOptional(false), false, new TensorArrayRefOptional());
    }

    /**
     * d(Σ output) / d(input), recorded so that it can be differentiated again.
     *
     * @param output any shape
     * @param input the tensor, requiring a gradient, from which output was computed
     */
    public static Tensor gradient(Tensor output, Tensor input) {
        return gradient(output, input, torch.ones_like(output));
    }

    /**
     * The gradient that reaches {@code input} when {@code outputGradient} arrives at {@code
     * output}, recorded so that it can be differentiated again.
     */
    public static Tensor gradient(Tensor output, Tensor input, Tensor outputGradient) {
        TensorVector gradients =
                torch.grad(
                        new TensorVector(output),
                        new TensorVector(input),
                        new TensorVector(outputGradient),
                        new BoolOptional(true),
                        true,
                        false);
        return new Tensor(gradients.get(0)); // the vector's own element dies with the vector
    }

    /** x ← x · decay + factor · a · b. */
    public static void decayAddcmulInPlace(
            Tensor x, double decay, Tensor a, Tensor b, double factor) {
        x.mul_(Scalars.of(decay)).addcmul_(a, b, Scalars.of(factor));
    }

    /** x ← x + factor · a / b. */
    public static void addcdivInPlace(Tensor x, Tensor a, Tensor b, double factor) {
        x.addcdiv_(a, b, new Scalar(factor));
    }

    /** x ← x + (y − x) · t. */
    public static void lerpInPlace(Tensor x, Tensor y, double t) {
        x.lerp_(y, Scalars.of(t));
    }

    /**
     * Eigenvalues of a symmetric matrix in ascending order, and its eigenvectors in the columns.
     *
     * @param matrix [n, n], of which the lower triangle counts
     * @return values [n] and vectors [n, n]
     */
    public static List<Tensor> symmetricEigen(Tensor matrix) {
        T_TensorTensor_T pair = torch.linalg_eigh(matrix, "L");
        return List.of(new Tensor(pair.get0()), new Tensor(pair.get1()));
    }

    /** Copies a tensor into a Java array, row-major. */
    public static float[] floats(Tensor x) {
        try (Scope scope = new Scope()) {
            Tensor plain = x.detach().to(torch.ScalarType.Float).contiguous();
            float[] values = new float[Math.toIntExact(plain.numel())];
            plain.data_ptr_float().get(values);
            return values;
        }
    }

    /** Copies whole numbers 0…255 into a Java array of unsigned bytes, row-major. */
    public static byte[] bytes(Tensor x) {
        try (Scope scope = new Scope()) {
            Tensor plain = x.detach().to(torch.ScalarType.Byte).contiguous();
            byte[] values = new byte[Math.toIntExact(plain.numel())];
            RawData.view(plain).get(values);
            return values;
        }
    }

    /** Copies a tensor into a Java array, row-major. */
    public static double[] doubles(Tensor x) {
        try (Scope scope = new Scope()) {
            Tensor plain = x.detach().to(torch.ScalarType.Double).contiguous();
            double[] values = new double[Math.toIntExact(plain.numel())];
            plain.data_ptr_double().get(values);
            return values;
        }
    }

    /**
     * Copies Java values, row-major, into a parameter, whatever its memory layout.
     *
     * @throws IllegalArgumentException if the count is not the parameter's
     */
    public static void copyInto(Parameter parameter, float[] values) {
        if (values.length != parameter.count()) {
            throw new IllegalArgumentException(
                    "%s must have %d values: %d"
                            .formatted(parameter.name(), parameter.count(), values.length));
        }
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            parameter.tensor().copy_(of(values, parameter.shape()));
        }
    }

    /**
     * Changes what a parameter holds at one index of a dimension: x ← factor · x + term.
     *
     * @param index in [0, length of the dimension)
     */
    public static void mapInto(
            Parameter parameter, int dimension, long index, double factor, double term) {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor slice = parameter.tensor().narrow(dimension, index, 1);
            slice.mul_(new Scalar(factor)).add_(new Scalar(term));
        }
    }

    /** The number in a tensor of one element. */
    public static double item(Tensor x) {
        try (Scope scope = new Scope()) {
            return x.detach().to(torch.ScalarType.Double).item_double();
        }
    }

    static TensorOptional optional(@Nullable Tensor tensor) {
        return tensor == null ? new TensorOptional() : new TensorOptional(tensor);
    }
}

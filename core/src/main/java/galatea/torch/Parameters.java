package galatea.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The named tensors of a network in one contiguous buffer.
 *
 * <p>Every parameter is a leaf that views a slice of {@link #values()}, every gradient a view of
 * {@link #gradient()} into which autograd accumulates in place. So an optimiser, an exponential
 * moving average, a gradient norm, a copy and a checkpoint are one operation on one buffer. Buffers
 * (not trained: averages, stored noise) lie in a second one.
 *
 * <p>Declare with {@link #parameter} and {@link #buffer}, then {@link #allocate} once, outside any
 * {@link Scope}.
 */
public final class Parameters implements AutoCloseable {
    /** Slices start at multiples of this many elements: 64 bytes in single precision. */
    private static final long ALIGNMENT = 16;

    private final DType dtype;
    private final Map<String, Parameter> trained = new LinkedHashMap<>();
    private final Map<String, Parameter> fixed = new LinkedHashMap<>();
    private @Nullable Tensor values;
    private @Nullable Tensor gradient;
    private @Nullable Tensor bufferValues;

    /** An empty set of the given number format. */
    public Parameters(DType dtype) {
        Engine.start();
        this.dtype = dtype;
    }

    /** Number format of all tensors. */
    public DType dtype() {
        return dtype;
    }

    /** Declares a trained tensor; four dimensions are stored channels-last. */
    public Parameter parameter(String name, Init init, long... shape) {
        return declare(trained, name, init, shape);
    }

    /** Declares a tensor that no optimiser touches. */
    public Parameter buffer(String name, Init init, long... shape) {
        return declare(fixed, name, init, shape);
    }

    private Parameter declare(Map<String, Parameter> kind, String name, Init init, long... shape) {
        if (values != null) {
            throw new IllegalStateException("parameters are allocated already: " + name);
        }
        if (trained.containsKey(name) || fixed.containsKey(name)) {
            throw new IllegalArgumentException("parameter name must be unique: " + name);
        }
        Parameter parameter = new Parameter(name, init, shape);
        kind.put(name, parameter);
        return parameter;
    }

    /**
     * Allocates the buffers and draws the initial values from the stream of {@code seed}.
     *
     * @throws IllegalStateException inside a {@link Scope}, which would free the parameters
     */
    public void allocate(long seed) {
        if (PointerScope.getInnerScope() != null) {
            throw new IllegalStateException("a network must be built outside any Scope");
        }
        Engine.seed(seed);
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            values = scope.keep(Ops.zeros(dtype, paddedCount(trained)));
            gradient = scope.keep(Ops.zeros(dtype, paddedCount(trained)));
            bufferValues = scope.keep(Ops.zeros(dtype, paddedCount(fixed)));
            bind(scope, trained, values, gradient);
            bind(scope, fixed, bufferValues, null);
        }
    }

    private static void bind(
            Scope scope, Map<String, Parameter> kind, Tensor flat, @Nullable Tensor gradient) {
        long offset = 0;
        for (Parameter parameter : kind.values()) {
            Tensor view = scope.keep(view(flat, offset, parameter).detach());
            if (gradient != null) {
                view.requires_grad_(true);
                view.mutable_grad().put(view(gradient, offset, parameter));
            }
            parameter.init().fill(view);
            parameter.bind(view);
            offset += padded(parameter.count());
        }
    }

    private static Tensor view(Tensor flat, long offset, Parameter parameter) {
        long[] s = parameter.shape();
        Tensor slice = flat.narrow(0, offset, parameter.count());
        return s.length == 4
                ? slice.view(s[0], s[2], s[3], s[1]).permute(0, 3, 1, 2) // channels-last
                : slice.view(s);
    }

    private static long padded(long count) {
        return (count + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private static long paddedCount(Map<String, Parameter> kind) {
        return kind.values().stream().mapToLong(p -> padded(p.count())).sum();
    }

    /** All trained values, with zeros between aligned slices: [n]. */
    public Tensor values() {
        return allocated(values);
    }

    /** All gradients, laid out as {@link #values()}: [n]. */
    public Tensor gradient() {
        return allocated(gradient);
    }

    /** All values that are not trained: [m]. */
    public Tensor bufferValues() {
        return allocated(bufferValues);
    }

    private static Tensor allocated(@Nullable Tensor tensor) {
        if (tensor == null) {
            throw new IllegalStateException("parameters are not allocated yet");
        }
        return tensor;
    }

    /** Sets every gradient to zero. */
    public void zeroGradient() {
        gradient().zero_();
    }

    /** Euclidean length of the gradient of all trained tensors. */
    public double gradientNorm() {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            return Math.sqrt(Ops.item(gradient().dot(gradient())));
        }
    }

    /** Whether operations on the trained tensors are recorded for a backward pass. */
    public void requireGradient(boolean required) {
        trained.values().forEach(p -> p.tensor().requires_grad_(required));
    }

    /**
     * Copies values and buffers of a network of the same configuration.
     *
     * @throws IllegalArgumentException if the sizes differ
     */
    public void copyFrom(Parameters other) {
        if (values().numel() != other.values().numel()
                || bufferValues().numel() != other.bufferValues().numel()) {
            throw new IllegalArgumentException("networks must have the same configuration");
        }
        try (NoGradGuard noGrad = new NoGradGuard()) {
            values().copy_(other.values());
            bufferValues().copy_(other.bufferValues());
        }
    }

    /** The trained tensors in the order of declaration. */
    public List<Parameter> trained() {
        return new ArrayList<>(trained.values());
    }

    /** The tensors that are not trained, in the order of declaration. */
    public List<Parameter> buffers() {
        return new ArrayList<>(fixed.values());
    }

    /**
     * The tensor of a name, trained or not.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Parameter named(String name) {
        Parameter parameter = trained.getOrDefault(name, fixed.get(name));
        if (parameter == null) {
            throw new IllegalArgumentException("network must have a tensor of that name: " + name);
        }
        return parameter;
    }

    /** Number of trained values, padding left out. */
    public long count() {
        return trained.values().stream().mapToLong(Parameter::count).sum();
    }

    /** Frees all tensors; using them afterwards is an error. */
    @Override
    public void close() {
        trained.values().forEach(p -> p.tensor().close());
        fixed.values().forEach(p -> p.tensor().close());
        values().close();
        gradient().close();
        bufferValues().close();
    }
}

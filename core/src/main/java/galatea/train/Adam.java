package galatea.train;

import galatea.torch.Ops;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Adam (Kingma and Ba 2015) over the one buffer of a network: no per-parameter work in a step.
 *
 * <p>m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; θ ← θ − η · m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε).
 */
public final class Adam implements AutoCloseable {
    /** Values per pass: the operands of a step then stay in the processor's cache. */
    private static final long CHUNK = 1 << 16;

    private final Parameters parameters;
    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final Tensor mean; // m
    private final Tensor square; // v
    private long time; // t, steps since the last reset

    /** An optimiser with zero moments; 0 ≤ β < 1, ε > 0. Not inside a scope. */
    public Adam(Parameters parameters, double beta1, double beta2, double epsilon) {
        this.parameters = parameters;
        this.beta1 = requireBeta("beta1", beta1);
        this.beta2 = requireBeta("beta2", beta2);
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("epsilon must be positive: " + epsilon);
        }
        this.epsilon = epsilon;
        long count = parameters.values().numel();
        try (Scope scope = new Scope()) {
            mean = scope.keep(Ops.zeros(parameters.dtype(), count));
            square = scope.keep(Ops.zeros(parameters.dtype(), count));
        }
    }

    /** Requires a rate in [0, 1). */
    public static double requireBeta(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1): " + value);
        }
        return value;
    }

    /** Moves the parameters against their gradient by a step of size η = {@code learningRate}. */
    public void step(double learningRate) {
        time++;
        double correction1 = 1 - Math.pow(beta1, (double) time);
        double correction2 = 1 - Math.pow(beta2, (double) time);
        for (long start = 0; start < square.numel(); start += CHUNK) {
            long length = Math.min(CHUNK, square.numel() - start);
            try (Scope scope = new Scope();
                    NoGradGuard noGrad = new NoGradGuard()) {
                Tensor g = parameters.gradient().narrow(0, start, length);
                Tensor m = mean.narrow(0, start, length);
                Tensor v = square.narrow(0, start, length);
                Ops.lerpInPlace(m, g, 1 - beta1);
                Ops.decayAddcmulInPlace(v, beta2, g, g, 1 - beta2);
                Tensor root = Ops.mulInPlace(v.sqrt(), 1 / Math.sqrt(correction2));
                root = Ops.add(root, epsilon);
                Tensor theta = parameters.values().narrow(0, start, length);
                Ops.addcdivInPlace(theta, m, root, -learningRate / correction1);
            }
        }
    }

    /** Forgets the moments, as at the start of a new resolution. */
    public void reset() {
        mean.zero_();
        square.zero_();
        time = 0;
    }

    /** First moments, laid out as the parameters: [n]. */
    public Tensor mean() {
        return mean;
    }

    /** Second moments, laid out as the parameters: [n]. */
    public Tensor square() {
        return square;
    }

    /** Steps since the last reset. */
    public long time() {
        return time;
    }

    /** Takes over the moments and the time of an optimiser of a network of the same size. */
    public void copyFrom(Adam other) {
        mean.copy_(other.mean);
        square.copy_(other.square);
        time = other.time;
    }

    /** Continues after {@code saved} steps, the moments being in place already. */
    public void restoreTime(long saved) {
        time = saved;
    }

    @Override
    public void close() {
        mean.close();
        square.close();
    }
}

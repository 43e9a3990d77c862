package galatea.model.imports;

import galatea.model.StyledGenerator;
import galatea.torch.Ops;
import galatea.torch.Scope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** The average of w, for files that do not keep it. */
public final class AverageStyle {
    private static final int LATENTS = 10_000;
    private static final long SEED = 0;

    private AverageStyle() {}

    /** Sets a network's average to that of 10,000 latents, the same in every import. */
    public static void estimate(StyledGenerator generator) {
        int size = generator.config().latentSize();
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            float[] draws = FixedNoise.of(SEED, Math.multiplyExact(LATENTS, size));
            Tensor w = generator.map(Ops.of(draws, LATENTS, size), null); // [10000, wSize]
            generator.wAverage().copy_(Ops.mean(w, 0).view(generator.wSize()));
        }
    }
}

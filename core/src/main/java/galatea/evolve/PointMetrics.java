package galatea.evolve;

import galatea.model.Generator;
import galatea.model.LayerTap;
import galatea.points.Mixture;
import galatea.points.Mmd;
import galatea.points.ModeStatistics;
import galatea.points.PointSource;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * How well a generator of points meets their distribution.
 *
 * @param modes of {@value #SAMPLES} samples; null if the distribution is no mixture
 * @param mmd2 unbiased squared maximum mean discrepancy of {@value #MMD_SAMPLES} samples and as
 *     many real points, may be below 0; NaN if a sample is not finite
 */
public record PointMetrics(@Nullable ModeStatistics modes, double mmd2) {
    /** Samples that modes are counted in, as in VEEGAN and PacGAN. */
    public static final int SAMPLES = 2500;

    /** Samples of the maximum mean discrepancy, whose cost grows with their square. */
    public static final int MMD_SAMPLES = 500;

    private static final long SEED = 2500;

    /** Measures, always on the same latents and against the same real points. */
    public static PointMetrics of(Generator generator, PointSource source) {
        float[] samples = samples(generator, SAMPLES);
        float[] few = Arrays.copyOf(samples, 2 * MMD_SAMPLES);
        float[] real = source.draw(new SplittableRandom(SEED), MMD_SAMPLES);
        return new PointMetrics(
                source instanceof Mixture mixture ? ModeStatistics.of(mixture, samples) : null,
                Mmd.unbiased(few, real, Mmd.medianGamma(real)));
    }

    /** The numbers by name, as files and scripts know them; what is not finite is left out. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        if (modes != null) {
            values.put("modes", modes.modes());
            values.put("modesCovered", modes.modesCovered());
            values.put("modesCoveredWell", modes.modesCoveredWell());
            values.put("highQualityShare", modes.highQualityShare());
            values.put("highQualityShare4", modes.highQualityShare4());
            values.put("jsd", modes.jsd());
            values.put("reverseKl", modes.reverseKl());
        }
        if (Double.isFinite(mmd2)) {
            values.put("mmd2", mmd2);
        }
        return values;
    }

    /** For people: {@code 8 of 8 modes, 95.1% high quality, JSD 0.0012, MMD2 0.00040}. */
    public String summary() {
        String distance = String.format(Locale.ROOT, "MMD2 %.5f", mmd2);
        return modes == null
                ? distance
                : String.format(
                        Locale.ROOT,
                        "%d of %d modes, %.1f%% high quality, JSD %.4f, %s",
                        modes.modesCovered(),
                        modes.modes(),
                        100 * modes.highQualityShare(),
                        modes.jsd(),
                        distance);
    }

    /** The same points for the same generator: [n, 2] row by row. */
    static float[] samples(Generator generator, int n) {
        Engine.seed(SEED);
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            int size = generator.config().latentSize();
            Tensor z = Ops.randn(generator.parameters().dtype(), n, size);
            return Ops.floats(generator.forward(z, null, 0, LayerTap.NONE));
        }
    }
}

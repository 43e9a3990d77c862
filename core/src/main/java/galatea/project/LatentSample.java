package galatea.project;

import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.NumpyRandom;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.Arrays;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Latents drawn at random, one vector each: z, or the w of z.
 *
 * @param vectors row after row
 * @param size length of a vector
 * @param average of the vectors
 * @param deviation √E|v − average|²
 */
record LatentSample(float[] vectors, int size, float[] average, double deviation) {
    /** Number of vectors. */
    static final int COUNT = 10_000;

    private static final int BATCH = 1000;
    private static final long SEED = 123; // that of NVIDIA's projector

    /** The sample of a network: of z, or else of w. */
    static LatentSample of(GeneratorSession session, boolean z, GenerateOptions options) {
        NumpyRandom random = new NumpyRandom(SEED);
        int latentSize = session.config().latentSize();
        float[] all = new float[0];
        for (int from = 0; from < COUNT; from += BATCH) {
            float[] draws = draws(random, BATCH * latentSize);
            float[] batch = z ? draws : mapped(session, draws, options);
            if (from == 0) {
                all = new float[COUNT / BATCH * batch.length];
            }
            System.arraycopy(batch, 0, all, from / BATCH * batch.length, batch.length);
        }
        return of(all);
    }

    private static float[] draws(NumpyRandom random, int count) {
        double[] draws = random.randn(count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) draws[i];
        }
        return values;
    }

    /** The w of z [BATCH, latentSize]: [BATCH, wSize]. */
    private static float[] mapped(GeneratorSession session, float[] z, GenerateOptions options) {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor rows = Ops.of(z, BATCH, z.length / BATCH); // [BATCH, latentSize]
            Tensor ws = session.stylesOfLatents(rows, options); // [BATCH, numWs, wSize]
            return Ops.floats(ws.select(1, 0)); // [BATCH, wSize]
        }
    }

    private static LatentSample of(float[] all) {
        int size = all.length / COUNT;
        double[] sum = new double[size];
        for (int i = 0; i < all.length; i++) {
            sum[i % size] += all[i];
        }
        float[] average = new float[size];
        for (int i = 0; i < size; i++) {
            average[i] = (float) (sum[i] / COUNT);
        }
        double squares = 0;
        for (int i = 0; i < all.length; i++) {
            squares += Math.pow((double) all[i] - average[i % size], 2);
        }
        return new LatentSample(all, size, average, Math.sqrt(squares / COUNT));
    }

    /** A vector of the sample, or the average as number −1. */
    float[] vector(int index) {
        return index < 0
                ? average.clone()
                : Arrays.copyOfRange(vectors, index * size, (index + 1) * size);
    }
}

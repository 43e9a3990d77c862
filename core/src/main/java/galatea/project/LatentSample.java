package galatea.project;

import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.Latent;
import galatea.latent.NumpyRandom;
import galatea.latent.Space;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Latents drawn at random, one vector each: w, or z where there are no styles.
 *
 * @param vectors row after row
 * @param size length of a vector
 * @param average of the vectors
 * @param deviation √E|v − average|²
 */
record LatentSample(float[] vectors, int size, double[] average, double deviation) {
    private static final int COUNT = 10_000;
    private static final int BATCH = 1000;
    private static final long SEED = 123; // that of NVIDIA's projector

    /** The sample of a network. */
    static LatentSample of(GeneratorSession session, GenerateOptions options) {
        NumpyRandom random = new NumpyRandom(SEED);
        int latentSize = session.config().latentSize();
        List<float[]> batches = new ArrayList<>();
        for (int from = 0; from < COUNT; from += BATCH) {
            List<Latent> latents = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                latents.add(new Latent(Space.Z, z(random, latentSize), 0));
            }
            batches.add(vectors(session, latents, options));
        }
        return of(batches);
    }

    private static float[] z(NumpyRandom random, int size) {
        double[] draws = random.randn(size);
        float[] z = new float[size];
        for (int i = 0; i < size; i++) {
            z[i] = (float) draws[i];
        }
        return z;
    }

    private static float[] vectors(
            GeneratorSession session, List<Latent> latents, GenerateOptions options) {
        if (!session.hasStyles()) {
            float[] all = new float[latents.size() * session.config().latentSize()];
            for (int i = 0; i < latents.size(); i++) {
                float[] z = latents.get(i).values();
                System.arraycopy(z, 0, all, i * z.length, z.length);
            }
            return all;
        }
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor ws = session.styles(latents, options); // [N, numWs, wSize]
            return Ops.floats(ws.select(1, 0));
        }
    }

    private static LatentSample of(List<float[]> batches) {
        int perBatch = batches.get(0).length;
        float[] all = new float[perBatch * batches.size()];
        for (int i = 0; i < batches.size(); i++) {
            System.arraycopy(batches.get(i), 0, all, i * perBatch, perBatch);
        }
        int size = all.length / COUNT;
        double[] average = new double[size];
        for (int i = 0; i < all.length; i++) {
            average[i % size] += all[i] / (double) COUNT;
        }
        double squares = 0;
        for (int i = 0; i < all.length; i++) {
            squares += Math.pow(all[i] - average[i % size], 2);
        }
        return new LatentSample(all, size, average, Math.sqrt(squares / COUNT));
    }

    /** A vector of the sample. */
    float[] vector(int index) {
        return Arrays.copyOfRange(vectors, index * size, (index + 1) * size);
    }

    /** The average as a vector. */
    float[] center() {
        float[] center = new float[size];
        for (int i = 0; i < size; i++) {
            center[i] = (float) average[i];
        }
        return center;
    }

    int count() {
        return vectors.length / size;
    }
}

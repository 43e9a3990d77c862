package galatea.latent;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Rows of one stream of normal numbers, drawn again when they are wanted again. */
final class SeededLatents implements Latents {
    private final long seed;
    private final int size;
    private final int latentSize;
    private NumpyRandom random;
    private int next; // the row that the stream stands at

    SeededLatents(long seed, int size, int latentSize) {
        if (size < 1) {
            throw new IllegalArgumentException("samples must be at least 1: " + size);
        }
        this.seed = seed;
        this.size = size;
        this.latentSize = latentSize;
        random = new NumpyRandom(seed);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public List<Latent> rows(int from, int count) {
        Objects.checkFromIndexSize(from, count, size);
        if (from < next) {
            random = new NumpyRandom(seed);
            next = 0;
        }
        for (; next < from; next++) {
            random.randn(latentSize);
        }
        List<Latent> rows = new ArrayList<>(count);
        for (; next < from + count; next++) {
            rows.add(new Latent(Space.Z, row(), next));
        }
        return rows;
    }

    private float[] row() {
        float[] z = new float[latentSize];
        for (int i = 0; i < latentSize; i++) {
            z[i] = (float) random.nextGaussian();
        }
        return z;
    }

    @Override
    public String identity() {
        return "seed %d, %d x %d".formatted(seed, size, latentSize);
    }
}

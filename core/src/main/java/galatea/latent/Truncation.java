package galatea.latent;

import org.jspecify.annotations.Nullable;

/**
 * Pulls styles towards their average, which gives more typical and less varied pictures (appendix B
 * of arXiv 1812.04948): w' = w̄ + ψ (w − w̄) for the first layers.
 *
 * @param psi ψ in [−1, 2]: 1 leaves w as it is, 0 gives the average, negative values its opposite
 * @param cutoff number of layers concerned, counted from the coarsest, at least 0
 */
public record Truncation(double psi, int cutoff) {
    /** All layers. */
    public static final int ALL_LAYERS = Integer.MAX_VALUE;

    /** Leaves everything as it is. */
    public static final Truncation NONE = new Truncation(1, ALL_LAYERS);

    /** Checks the ranges. */
    public Truncation {
        if (!(psi >= -1 && psi <= 2)) {
            throw new IllegalArgumentException("psi must be in [-1, 2]: " + psi);
        }
        if (cutoff < 0) {
            throw new IllegalArgumentException("truncation cutoff must be at least 0: " + cutoff);
        }
    }

    /** On the first layers, or for null on all. */
    static Truncation of(double psi, @Nullable Integer cutoff) {
        return new Truncation(psi, cutoff == null ? ALL_LAYERS : cutoff);
    }

    /** On all layers. */
    public static Truncation of(double psi) {
        return new Truncation(psi, ALL_LAYERS);
    }

    /** Whether nothing changes. */
    public boolean isNone() {
        return psi == 1 || cutoff == 0;
    }

    /**
     * Truncates.
     *
     * @param ws [numWs, wSize]
     * @param wAverage [wSize]
     * @return a new array [numWs, wSize]; {@code ws} itself if nothing changes
     */
    public float[] apply(float[] ws, float[] wAverage) {
        if (isNone()) {
            return ws;
        }
        float[] truncated = ws.clone();
        long concerned = Math.min(ws.length, (long) cutoff * wAverage.length);
        for (int i = 0; i < concerned; i++) {
            float average = wAverage[i % wAverage.length];
            truncated[i] = (float) (average + psi * (ws[i] - average));
        }
        return truncated;
    }
}

package galatea.train;

import galatea.model.NetworkConfig;
import java.util.Map;

/**
 * Progressive growing (Karras et al. 2017): how the resolution, the batch and the learning rate
 * follow from the number of images seen.
 *
 * <p>Each resolution is trained for {@code stableKimg}, then the next fades in over {@code
 * fadeKimg}. While it fades, the higher resolution counts for batch and learning rate.
 *
 * @param resolution final resolution
 * @param startResolution first resolution, at most the final one
 * @param stableKimg thousands of images at an unchanged resolution, at least 0
 * @param fadeKimg thousands of images of a fade, above 0
 * @param batch images per step where {@code batches} names nothing else
 * @param batches images per step by resolution
 * @param learningRate Adam's η where {@code learningRates} names nothing else
 * @param learningRates η by resolution
 */
public record Schedule(
        int resolution,
        int startResolution,
        double stableKimg,
        double fadeKimg,
        int batch,
        Map<Integer, Integer> batches,
        double learningRate,
        Map<Integer, Double> learningRates) {

    /** Learning rates of the official configuration where they differ from 0.001. */
    public static final Map<Integer, Double> PAPER_LEARNING_RATES =
            Map.of(128, 0.0015, 256, 0.002, 512, 0.003, 1024, 0.003);

    /** Batches of the official configuration for eight devices, base 32. */
    public static final Map<Integer, Integer> PAPER_BATCHES =
            Map.of(4, 512, 8, 256, 16, 128, 32, 64, 64, 32);

    /** Checks every range. */
    public Schedule {
        batches = Map.copyOf(batches);
        learningRates = Map.copyOf(learningRates);
        if (startResolution < Math.min(4, resolution)
                || startResolution > resolution
                || Integer.bitCount(startResolution) != 1) {
            throw new IllegalArgumentException(
                    "startResolution must be a power of two from %d to %d: %d"
                            .formatted(Math.min(4, resolution), resolution, startResolution));
        }
        if (!(stableKimg >= 0) || !(fadeKimg > 0)) {
            throw new IllegalArgumentException(
                    "stableKimg must be at least 0 and fadeKimg above 0: %s, %s"
                            .formatted(stableKimg, fadeKimg));
        }
        require(batch >= 1, "batch must be at least 1", batch);
        require(
                batches.values().stream().allMatch(b -> b >= 1),
                "batches must be at least 1",
                batches);
        require(isRate(learningRate), "learningRate must be positive", learningRate);
        require(
                learningRates.values().stream().allMatch(Schedule::isRate),
                "learningRates must be positive",
                learningRates);
    }

    private static void require(boolean condition, String rule, Object value) {
        if (!condition) {
            throw new IllegalArgumentException(rule + ": " + value);
        }
    }

    private static boolean isRate(double rate) {
        return rate > 0 && rate < Double.POSITIVE_INFINITY;
    }

    /**
     * Requires that this schedule ends at a network's resolution, and starts there if the network
     * cannot grow.
     *
     * @throws IllegalArgumentException if it does not
     */
    public void requireFits(NetworkConfig network) {
        if (resolution != network.resolution()) {
            throw new IllegalArgumentException(
                    "schedule must end at the network's resolution %d: %d"
                            .formatted(network.resolution(), resolution));
        }
        if (!network.growing() && startResolution != network.resolution()) {
            throw new IllegalArgumentException(
                    "a %s network cannot grow: startResolution must be %d"
                            .formatted(network.family(), network.resolution()));
        }
    }

    /** The published schedule: from 8×8, 600 thousand images stable, 600 thousand fading. */
    public static Schedule paper(int resolution) {
        return new Schedule(
                resolution,
                Math.min(8, resolution),
                600,
                600,
                32,
                PAPER_BATCHES,
                0.001,
                PAPER_LEARNING_RATES);
    }

    /** The final resolution from the first image on. */
    public static Schedule fixed(int resolution, int batch, double learningRate) {
        return new Schedule(resolution, resolution, 0, 1, batch, Map.of(), learningRate, Map.of());
    }

    /**
     * Level of detail after a number of images: log₂ of the final over the current resolution, real
     * while a resolution fades in.
     */
    public double lod(long imagesSeen) {
        double kimg = imagesSeen / 1000.0;
        double phaseKimg = stableKimg + fadeKimg;
        double phase = Math.floor(kimg / phaseKimg);
        double fading = Math.max(kimg - phase * phaseKimg - stableKimg, 0) / fadeKimg;
        double start = log2(resolution) - log2(startResolution);
        return Math.max(start - phase - fading, 0);
    }

    /** Images after which the final resolution is trained alone. */
    public long imagesToFullResolution() {
        double phases = log2(resolution) - log2(startResolution);
        return Math.round(phases * (stableKimg + fadeKimg) * 1000);
    }

    /** Whether a fade begins or ends between two levels of detail: Adam then starts afresh. */
    public static boolean changesPhase(double before, double after) {
        return Math.floor(before) != Math.floor(after) || Math.ceil(before) != Math.ceil(after);
    }

    /** The resolution pictures have at a level of detail. */
    public int resolutionAt(double lod) {
        return resolution >> (int) lod;
    }

    /** Images per step at a level of detail. */
    public int batchAt(double lod) {
        return batches.getOrDefault(resolutionAt(lod), batch);
    }

    /** Adam's η at a level of detail. */
    public double learningRateAt(double lod) {
        return learningRates.getOrDefault(resolutionAt(lod), learningRate);
    }

    private static int log2(int powerOfTwo) {
        return Integer.numberOfTrailingZeros(powerOfTwo);
    }
}

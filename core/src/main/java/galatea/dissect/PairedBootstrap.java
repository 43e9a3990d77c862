package galatea.dissect;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Resamples the pictures of a sample, the same way for whatever is measured on it, so that
 * differences are paired. The real pictures are not resampled.
 */
final class PairedBootstrap {
    private final int[][] weights; // [resamplings][N]

    /**
     * @param pictures N
     */
    PairedBootstrap(int pictures, int resamplings, long seed) {
        weights = new int[resamplings][pictures];
        for (int n = 0; n < pictures; n++) {
            int[] ofPicture = Resampling.weights(seed, n, resamplings);
            for (int b = 0; b < resamplings; b++) {
                weights[b][n] = ofPicture[b];
            }
        }
    }

    /** A sample with its distances. */
    Measured measure(FeatureSample sample) {
        double[] resampled =
                Arrays.stream(weights).parallel().mapToDouble(sample::distance).toArray();
        return new Measured(sample.distance(), resampled);
    }

    /**
     * Distances of a sample from real pictures.
     *
     * @param value of all pictures
     * @param resampled of each resampling
     */
    record Measured(double value, double[] resampled) {
        /** Its interval, without the part below 0, where no distance is. */
        Estimate estimate(double error) {
            Estimate estimate = Estimate.of(value, resampled, error);
            return new Estimate(value, Math.max(0, estimate.low()), estimate.high());
        }

        /** How much smaller the distance of another sample is, of the same latents. */
        Estimate gain(Measured other, double error) {
            double[] gains =
                    IntStream.range(0, resampled.length)
                            .mapToDouble(b -> resampled[b] - other.resampled[b])
                            .toArray();
            return Estimate.of(value - other.value, gains, error);
        }
    }
}

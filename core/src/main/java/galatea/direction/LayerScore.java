package galatea.direction;

import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.Latent;
import java.util.List;

/** The coordinates of a layer's features along its principal components, in standard deviations. */
record LayerScore(PooledFeatures features, double[] mean, Eigen eigen, List<String> names)
        implements Score {
    @Override
    public double[][] of(GeneratorSession session, List<Latent> latents, GenerateOptions options) {
        return coordinates(features.of(session, latents, options));
    }

    /** [N, F] → [N][K]. */
    double[][] coordinates(float[] rows) {
        int size = mean.length;
        double[][] coordinates = new double[rows.length / size][names.size()];
        for (int n = 0; n < coordinates.length; n++) {
            for (int k = 0; k < names.size(); k++) {
                double[] vector = eigen.vectors()[k];
                double sum = 0;
                for (int i = 0; i < size; i++) {
                    sum += (rows[n * size + i] - mean[i]) * vector[i];
                }
                coordinates[n][k] = sum / Math.sqrt(eigen.values()[k]);
            }
        }
        return coordinates;
    }
}

package galatea.direction;

/** How a direction comes from latents and a number of each. */
public enum Fit {
    /**
     * The covariance of latent and number: where latents of a high number are, as seen from those
     * of a low one; the difference of the class means where the number is 0 or 1. Among all ways of
     * equal plausibility it changes a number that is linear in a Gaussian latent most, and it takes
     * along what usually goes with it.
     */
    MEANS {
        @Override
        double[] direction(double[] covariance, double[] withScore) {
            return withScore.clone();
        }
    },
    /**
     * The gradient of the number's linear regression on the latent, Σ⁻¹ c, with a hundredth of the
     * mean variance added to Σ (ridge): the normal of the hyperplane that parts high from low.
     */
    REGRESSION {
        @Override
        double[] direction(double[] covariance, double[] withScore) {
            int size = withScore.length;
            Eigen eigen = Eigen.of(covariance, size, size);
            double ridge = RIDGE * eigen.total() / size;
            double[] direction = new double[size];
            for (int k = 0; k < size; k++) {
                double[] vector = eigen.vectors()[k];
                double weight = 0;
                for (int i = 0; i < size; i++) {
                    weight += vector[i] * withScore[i];
                }
                for (int i = 0; i < size; i++) {
                    direction[i] += vector[i] * weight / (eigen.values()[k] + ridge);
                }
            }
            return direction;
        }
    };

    private static final double RIDGE = 0.01;

    /**
     * The direction, of any length, in which the number grows.
     *
     * @param covariance of the latents: Σ [size, size]
     * @param withScore covariance of latent and number: c [size]
     */
    abstract double[] direction(double[] covariance, double[] withScore);
}

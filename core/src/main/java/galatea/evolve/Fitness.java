package galatea.evolve;

/**
 * How well a generator does against the discriminator of its time (section 3.3).
 *
 * @param quality Fq: how real its pictures look (equation 6)
 * @param diversity Fd: how little the discriminator would change for them (equation 7)
 */
public record Fitness(double quality, double diversity) {
    /** Gradients shorter than this count as this long, so that −log ‖∇‖ is at most 27.64. */
    private static final double SHORTEST = 1e-12;

    /** What Fq is. */
    public enum Quality {
        /** mean σ(l), in (0, 1), as the paper says. */
        PROBABILITY,
        /** mean l: unbounded, as the paper's second program had it before July 2020. */
        LOGIT
    }

    /** What Fd is. */
    public enum Diversity {
        /** −log ‖∇‖, as the paper says. */
        NORM,
        /** −log ‖∇‖², twice as much, as the paper's first program computes it. */
        SQUARED_NORM
    }

    /**
     * The terms that are compared and how they are weighed.
     *
     * @param gamma weight γ of diversity, at least 0
     */
    public record Rule(double gamma, Quality quality, Diversity diversity) {
        /** Checks γ. */
        public Rule {
            if (!(gamma >= 0 && gamma < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("fitnessGamma must be at least 0: " + gamma);
            }
        }

        /** Of the paper. */
        public static Rule paper(double gamma) {
            return new Rule(gamma, Quality.PROBABILITY, Diversity.NORM);
        }

        /**
         * The fitness of measured numbers.
         *
         * @param meanQuality mean over the evaluation batch of what {@link #quality} says
         * @param gradientNorm ‖∇_D L_D‖ over all parameters of the discriminator
         */
        Fitness fitness(double meanQuality, double gradientNorm) {
            double log = Math.log(gradientNorm < SHORTEST ? SHORTEST : gradientNorm); // NaN stays
            return new Fitness(meanQuality, diversity == Diversity.NORM ? -log : -2 * log);
        }

        /** F = Fq + γ Fd (equation 8): larger is fitter. */
        public double total(Fitness fitness) {
            return fitness.quality + gamma * fitness.diversity;
        }
    }

    /** Whether the generator can be compared with others. */
    public boolean isFinite() {
        return Double.isFinite(quality) && Double.isFinite(diversity);
    }
}

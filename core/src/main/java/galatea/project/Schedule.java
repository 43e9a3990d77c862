package galatea.project;

/**
 * How large the steps of a projection are (Karras et al. 2020, arXiv 1912.04958, appendix D).
 *
 * @param steps in all
 */
record Schedule(int steps) {
    private static final double RATE = 0.1;
    private static final double RAMP_UP = 0.05; // parts of all steps
    private static final double RAMP_DOWN = 0.25;
    private static final double EXPLORATION = 0.05;
    private static final double EXPLORING = 0.75;

    /**
     * Rate of a step, from 0: up over the first twentieth, down as a cosine in the last quarter.
     */
    double rate(int step) {
        double left = 1 - (double) step / steps;
        double down = 0.5 - 0.5 * Math.cos(Math.PI * Math.min(1, left / RAMP_DOWN));
        double up = Math.min(1, (step + 1) / (RAMP_UP * steps));
        return RATE * up * down;
    }

    /** Noise of the latent at a step, in parts of the deviation of latents: 0 from 3/4 on. */
    double exploration(int step) {
        double left = Math.max(0, 1 - (double) step / steps / EXPLORING);
        return EXPLORATION * left * left;
    }
}

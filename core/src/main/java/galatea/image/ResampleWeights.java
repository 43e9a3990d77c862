package galatea.image;

/**
 * Which input samples, with which weights, make each output sample along one axis.
 *
 * @param starts first input sample of each output sample
 * @param weights {@code [outputs][inputs from start]}, whose sum is 1
 */
record ResampleWeights(int[] starts, double[][] weights) {

    /**
     * Weights for resizing. When shrinking, the filter is widened by the factor, so that every
     * input sample counts.
     */
    static ResampleWeights of(Scaling.Filter filter, int from, int to) {
        int[] starts = new int[to];
        double[][] weights = new double[to][];
        double factor = (double) from / to;
        double support = filter.support() * Math.max(1, factor);
        for (int i = 0; i < to; i++) {
            double center = (i + 0.5) * factor;
            int start = Math.max(0, (int) Math.floor(center - support));
            int end = Math.min(from, (int) Math.ceil(center + support));
            starts[i] = start;
            weights[i] = normalized(filter, start, end, center, Math.max(1, factor));
        }
        return new ResampleWeights(starts, weights);
    }

    private static double[] normalized(
            Scaling.Filter filter, int start, int end, double center, double widening) {
        double[] weights = new double[end - start];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = filter.weight(start + i - center, widening);
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }
}

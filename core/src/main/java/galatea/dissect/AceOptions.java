package galatea.dissect;

/**
 * How causal units are searched for.
 *
 * @param method how, whatever the segmenter can
 * @param search pictures of each of the two samples looked through, at least 2
 * @param pairs most pairs of a picture with the class and one without that are trained on, at least
 *     1
 * @param epochs times all pairs are gone through, at least 1
 * @param batch pairs per update, at least 1
 * @param learningRate of Adam, above 0
 * @param lambda weight of Σα² in the loss, at least 0
 * @param seed of the choice of cells and of the order of pairs
 */
public record AceOptions(
        Method method,
        int search,
        int pairs,
        int epochs,
        int batch,
        double learningRate,
        double lambda,
        long seed) {
    /** The ways to search. */
    public enum Method {
        /** α of every unit by gradient descent: needs a differentiable segmenter. */
        GRADIENT,
        /** Units one by one, by what their ablation in whole pictures removes. */
        GREEDY
    }

    /** Checks the ranges. */
    public AceOptions {
        require(search >= 2, "search must be at least 2", search);
        require(pairs >= 1, "pairs must be at least 1", pairs);
        require(epochs >= 1, "epochs must be at least 1", epochs);
        require(batch >= 1, "batch must be at least 1", batch);
        require(learningRate > 0, "learningRate must be above 0", learningRate);
        require(lambda >= 0, "lambda must be at least 0", lambda);
    }

    private static void require(boolean condition, String rule, Object value) {
        if (!condition) {
            throw new IllegalArgumentException(rule + ": " + value);
        }
    }

    /**
     * Rate, weight and size of an update as published; 500 updates as well, on 1,000 pictures
     * looked through instead of 10,000 and 200 pairs instead of 1,000.
     */
    public static AceOptions defaults() {
        return new AceOptions(Method.GRADIENT, 1000, 200, 50, 20, 0.01, 0.005, 0);
    }

    /** The same with another effort. */
    public AceOptions with(int newSearch, int newPairs, int newEpochs) {
        return new AceOptions(
                method, newSearch, newPairs, newEpochs, batch, learningRate, lambda, seed);
    }

    /** The same with another seed. */
    public AceOptions withSeed(long other) {
        return new AceOptions(method, search, pairs, epochs, batch, learningRate, lambda, other);
    }

    /** The same in another way. */
    public AceOptions by(Method other) {
        return new AceOptions(other, search, pairs, epochs, batch, learningRate, lambda, seed);
    }
}

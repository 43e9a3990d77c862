package galatea.evolve;

import galatea.train.GeneratorStep;

/**
 * What is known of an individual when survivors are chosen.
 *
 * @param parent its parent's place
 * @param mutation index of its mutation; −1 for a parent, which competes unchanged
 * @param loss what its mutation minimised; NaN for a parent
 * @param fitness its two terms; NaN where nothing is compared
 * @param alive whether all numbers that were needed are finite
 */
record Birth(int parent, int mutation, double loss, Fitness fitness, boolean alive) {
    private static final Fitness UNKNOWN = new Fitness(Double.NaN, Double.NaN);

    /** A child that was bred and judged. */
    static Birth judged(int parent, int mutation, GeneratorStep.Report report, Fitness fitness) {
        boolean alive = report.isFinite() && fitness.isFinite();
        return new Birth(parent, mutation, report.loss(), fitness, alive);
    }

    /** A child that was bred and not judged. */
    static Birth unjudged(int parent, int mutation, GeneratorStep.Report report) {
        return new Birth(parent, mutation, report.loss(), UNKNOWN, report.isFinite());
    }

    /** A parent that was judged again. */
    static Birth unchanged(int parent, Fitness fitness) {
        return new Birth(parent, -1, Double.NaN, fitness, fitness.isFinite());
    }
}

package galatea.dissect;

/**
 * A pull of features towards a value: r ← r (1 − alpha) + value · alpha. Pulls compose "over": one
 * after the other is again one.
 *
 * @param alpha in [0, 1]
 * @param value any if alpha is 0
 */
record Blend(double alpha, double value) {
    /** Changes nothing. */
    static final Blend NONE = new Blend(0, 0);

    /** This and then another: a = 1 − (1 − a₂)(1 − a₁), v = (v₁ a₁ (1 − a₂) + v₂ a₂) / a. */
    Blend then(Blend next) {
        double both = 1 - (1 - next.alpha) * (1 - alpha);
        double sum = value * alpha * (1 - next.alpha) + next.value * next.alpha;
        return both == 0 ? NONE : new Blend(both, sum / both);
    }

    /** What features are multiplied by. */
    double keep() {
        return 1 - alpha;
    }

    /** What is added to them then. */
    double add() {
        return value * alpha;
    }
}

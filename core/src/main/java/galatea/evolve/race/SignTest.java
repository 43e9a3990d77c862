package galatea.evolve.race;

/**
 * Paired sign test: how surprising it is that one of two equals wins so often.
 *
 * @param wins of the first
 * @param losses of the first; draws do not count
 */
public record SignTest(int wins, int losses) {

    /**
     * Compares values of the same seeds; what is not a number is worse than any number.
     *
     * @param largerWins whether the larger value wins a seed
     */
    static SignTest of(double[] first, double[] second, boolean largerWins) {
        int wins = 0;
        int losses = 0;
        for (int i = 0; i < first.length; i++) {
            double a = largerWins ? first[i] : -first[i];
            double b = largerWins ? second[i] : -second[i];
            wins += isBetter(a, b) ? 1 : 0;
            losses += isBetter(b, a) ? 1 : 0;
        }
        return new SignTest(wins, losses);
    }

    private static boolean isBetter(double a, double b) {
        return a > b || (Double.isNaN(b) && !Double.isNaN(a));
    }

    /** Probability of a result as uneven as this or more, either way, if both were equal. */
    public double pValue() {
        int n = wins + losses;
        double tail = 0;
        double term = Math.pow(0.5, n); // C(n, k) / 2ⁿ
        for (int k = 0; k <= Math.min(wins, losses); k++) {
            tail += term;
            term = term * (n - k) / (k + 1);
        }
        return Math.min(1, 2 * tail);
    }
}

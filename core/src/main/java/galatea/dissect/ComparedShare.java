package galatea.dissect;

/**
 * How many units stand for something in two dissections.
 *
 * @param first how many in the first
 * @param firstUnits of so many
 * @param second how many in the second
 * @param secondUnits of so many
 * @param p of Fisher's exact test, two-sided
 * @param q false discovery rate over all classes at which the difference is still significant
 * @param verdict the same in a word
 */
public record ComparedShare(
        int first,
        int firstUnits,
        int second,
        int secondUnits,
        double p,
        double q,
        Verdict verdict) {
    /** False discovery rate at which a difference is called one. */
    private static final double RATE = 0.05;

    /** Which share is larger. */
    public enum Verdict {
        /** The first, beyond chance. */
        LESS("fewer in the second"),
        /** The second, beyond chance. */
        MORE("more in the second"),
        /** Chance would do as well. That is no proof that they are equal. */
        UNDECIDED("no difference shown");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    /**
     * Tests a single share.
     *
     * @throws IllegalArgumentException if there are no units on a side
     */
    static ComparedShare of(int first, int firstUnits, int second, int secondUnits) {
        if (firstUnits < 1 || secondUnits < 1) {
            throw new IllegalArgumentException(
                    "units must be at least 1 in both: %d and %d"
                            .formatted(firstUnits, secondUnits));
        }
        double p = FisherExact.pValue(first, firstUnits, second, secondUnits);
        return new ComparedShare(first, firstUnits, second, secondUnits, p, p, Verdict.UNDECIDED)
                .withQ(p);
    }

    /** The same as one of several tests. */
    ComparedShare withQ(double newQ) {
        double change = (double) second / secondUnits - (double) first / firstUnits;
        Verdict word = change > 0 ? Verdict.MORE : Verdict.LESS;
        return new ComparedShare(
                first,
                firstUnits,
                second,
                secondUnits,
                p,
                newQ,
                newQ <= RATE && change != 0 ? word : Verdict.UNDECIDED);
    }
}

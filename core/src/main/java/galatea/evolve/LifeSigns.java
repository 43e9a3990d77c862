package galatea.evolve;

import org.jspecify.annotations.Nullable;

/** Tells when an evolution cannot go on, and why. */
final class LifeSigns {
    /** After so many generations in a row without finite numbers. */
    private static final int NOT_FINITE = 20;

    /** After so many generations in a row in which nobody can be told from anybody. */
    private static final int EQUAL = 100;

    private int barren;
    private int poisoned;
    private int equal;

    /** The diagnosis after a generation, or null if life goes on. */
    @Nullable String diagnosis(GenerationReport report) {
        barren = report.isBarren() ? barren + 1 : 0;
        poisoned = report.isDiscriminatorFinite() ? 0 : poisoned + 1;
        equal = report.areEqual() ? equal + 1 : 0;
        if (barren >= NOT_FINITE) {
            return "no child had finite numbers" + inARow(barren, report);
        }
        if (poisoned >= NOT_FINITE) {
            return "the discriminator's numbers were not finite" + inARow(poisoned, report);
        }
        if (equal >= EQUAL) {
            return "all children were equally fit, so the discriminator is dead or has won,"
                    + inARow(equal, report);
        }
        return null;
    }

    /** Whether the children of the last generation could be told from each other. */
    boolean areDistinct() {
        return equal == 0;
    }

    private static String inARow(int generations, GenerationReport report) {
        return " in %d generations in a row, up to generation %d"
                .formatted(generations, report.generation() + 1);
    }
}

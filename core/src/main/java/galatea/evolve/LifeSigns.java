package galatea.evolve;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells when an evolution cannot go on, and why. */
final class LifeSigns {
    /** After so many generations in a row without finite numbers. */
    private static final int NOT_FINITE = 20;

    /** After so many generations in a row in which nobody can be told from anybody. */
    private static final int EQUAL = 100;

    private static final String BARREN = "lifeSigns/barren";
    private static final String POISONED = "lifeSigns/poisoned";
    private static final String EQUAL_CHILDREN = "lifeSigns/equal";

    private long barren;
    private long poisoned;
    private long equal;

    /** Takes in a generation. */
    void see(GenerationReport report) {
        barren = report.isBarren() ? barren + 1 : 0;
        poisoned = report.isDiscriminatorFinite() ? 0 : poisoned + 1;
        equal = report.areEqual() ? equal + 1 : 0;
    }

    /**
     * The diagnosis after so many generations, or null if life goes on.
     *
     * @param generation how many there have been
     */
    @Nullable String diagnosis(long generation) {
        if (barren >= NOT_FINITE) {
            return "no child had finite numbers" + inARow(barren, generation);
        }
        if (poisoned >= NOT_FINITE) {
            return "the discriminator's numbers were not finite" + inARow(poisoned, generation);
        }
        if (equal >= EQUAL) {
            return "all children were equally fit, so the discriminator is dead or has won,"
                    + inARow(equal, generation);
        }
        return null;
    }

    /** Generations in a row, up to the last, whose children could not be told from each other. */
    long equal() {
        return equal;
    }

    /** What has to be remembered, by name. */
    Map<String, Long> counters() {
        return Map.of(BARREN, barren, POISONED, poisoned, EQUAL_CHILDREN, equal);
    }

    /** A number that {@link #counters} gave before, by its name. */
    @FunctionalInterface
    interface Memory {
        /** The number; an IOException if it is not there. */
        long of(String name) throws IOException;
    }

    /** Goes on from remembered counters. */
    void restore(Memory memory) throws IOException {
        barren = memory.of(BARREN);
        poisoned = memory.of(POISONED);
        equal = memory.of(EQUAL_CHILDREN);
    }

    private static String inARow(long generations, long generation) {
        return " in %d generations in a row, up to generation %d"
                .formatted(generations, generation);
    }
}

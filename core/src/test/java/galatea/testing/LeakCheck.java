package galatea.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.Pointer;

/** Finds native objects that an operation leaves behind. */
public final class LeakCheck {
    private static final int WARM_UP = 3;
    private static final int RUNS = 20;
    private static final int ATTEMPTS = 5;

    private LeakCheck() {}

    /**
     * Runs {@code operation} often: the number of live native objects must not change once its
     * constants are made.
     */
    public static void assertLeavesNothingBehind(Runnable operation) {
        for (int i = 0; i < WARM_UP; i++) {
            operation.run();
        }
        long growth = -1;
        for (int attempt = 0; attempt < ATTEMPTS && growth < 0; attempt++) {
            growth = growth(operation); // below zero: something of an earlier test vanished
        }
        assertThat(growth).as("growth of live native objects in %d more runs", RUNS).isZero();
    }

    private static long growth(Runnable operation) {
        collectGarbage();
        long before = Pointer.totalCount();
        for (int i = 0; i < RUNS; i++) {
            operation.run();
        }
        return Pointer.totalCount() - before;
    }

    /** Frees what earlier tests dropped, so that it does not vanish while this one counts. */
    public static void collectGarbage() {
        long count = -1;
        for (int quiet = 0; quiet < 3; quiet++) {
            System.gc();
            Pointer.deallocateReferences();
            long now = Pointer.totalCount();
            if (now != count) {
                quiet = -1;
            }
            count = now;
        }
    }
}

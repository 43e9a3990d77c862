package galatea.dissect;

import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The shares of its pixels above which a unit may count as active: the hundred of gandissect's
 * search, and others that are wanted.
 *
 * @param values descending, so that the levels they stand for ascend
 */
record Fractions(double[] values) {
    private static final int GRID = 100;

    /** The grid with others; all in (0, 1]. */
    static Fractions with(Collection<Double> others) {
        TreeSet<Double> all = new TreeSet<>(others);
        IntStream.range(0, GRID).mapToObj(Fractions::grid).forEach(all::add);
        return new Fractions(
                all.descendingSet().stream().mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * f_i = 10^(−3 + 3i/99).
     *
     * @param i in [0, 99]
     */
    static double grid(int i) {
        return Math.pow(10, -3 + 3.0 * i / (GRID - 1));
    }

    /** Places of the grid, from the smallest fraction (the highest level) to the largest. */
    int[] gridPlaces() {
        return IntStream.range(0, GRID).map(i -> place(grid(i))).toArray();
    }

    /** Where a fraction is, which must be one of these. */
    int place(double fraction) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == fraction) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "fraction must be one of %s: %s".formatted(Arrays.toString(values), fraction));
    }

    int size() {
        return values.length;
    }
}

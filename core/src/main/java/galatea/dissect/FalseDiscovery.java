package galatea.dissect;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Benjamini and Hochberg 1995: the share of false ones among what is called significant. */
final class FalseDiscovery {
    private FalseDiscovery() {}

    /**
     * The smallest false discovery rate at which each test is still significant.
     *
     * @param p p-values
     * @return q-values in the same order: min over ranks from i on of p · n / rank
     */
    static double[] qValues(double[] p) {
        int[] order =
                IntStream.range(0, p.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> p[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double[] q = new double[p.length];
        double least = 1;
        for (int rank = p.length; rank >= 1; rank--) {
            int i = order[rank - 1];
            least = Math.min(least, p[i] * p.length / rank);
            q[i] = least;
        }
        return q;
    }
}

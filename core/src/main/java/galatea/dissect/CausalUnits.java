package galatea.dissect;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which units of a layer cause a class (Bau et al. 2018, section 3.2).
 *
 * @param layer name of the layer
 * @param label name of the class
 * @param alpha α of each unit in [0, 1]: how much of it is ablated and inserted
 * @param losses mean loss of each epoch
 * @param pairs pairs of pictures it was found on
 */
public record CausalUnits(String layer, String label, double[] alpha, double[] losses, int pairs) {
    /**
     * Units by falling α, equal ones by falling IoU; those with α = 0 are left out.
     *
     * @param ious IoU of each unit with the class
     */
    public List<Integer> ranking(double[] ious) {
        return IntStream.range(0, alpha.length)
                .filter(u -> alpha[u] > 0)
                .boxed()
                .sorted(
                        Comparator.comparingDouble((Integer u) -> -alpha[u])
                                .thenComparingDouble(u -> -ious[u]))
                .toList();
    }
}

package galatea.dissect;

import java.util.List;

/**
 * Units that cause a class, and what ablating them does on pictures they were not found on: {@code
 * ace.json}.
 *
 * @param version of this layout
 * @param network content hash of the generator
 * @param segmenter what names the segmenter
 * @param layer name of the layer
 * @param className the class
 * @param method {@code gradient} (α by descent) or {@code greedy} (units one by one)
 * @param alpha α of every unit in [0, 1]; greedily chosen ones have 1
 * @param losses mean loss of every epoch; empty if greedy
 * @param values k of every unit: its mean where the class is
 * @param curves share of the class removed by the first 0, 1, 2 … units, by this ranking, by IoU
 *     and by chance
 * @param insertion where the class appears when the first units are set to k at single cells, and
 *     how the edit fades where it does not
 */
public record CausalReport(
        int version,
        String network,
        String segmenter,
        String layer,
        String className,
        String method,
        double[] alpha,
        double[] losses,
        double[] values,
        List<AblationCurve> curves,
        InsertionMap insertion) {
    /** The present layout. */
    public static final int VERSION = 1;
}

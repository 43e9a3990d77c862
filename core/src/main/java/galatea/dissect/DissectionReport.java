package galatea.dissect;

import java.util.Collection;
import java.util.List;

/**
 * The results of a dissection: {@code dissection.json}.
 *
 * @param version of this layout
 * @param network content hash of the generator
 * @param segmenter what names the segmenter
 * @param drawing truncation, noise and class of the pictures
 * @param searchSample latents on which levels were chosen
 * @param testSample latents on which everything else was measured
 * @param samples pictures of the test sample
 * @param rule how levels were chosen: {@code iqr}, {@code area} or a share of the pixels
 * @param leastIou of an interpretable unit
 * @param leastIqr of an interpretable unit
 * @param falseDiscoveryRate allowed among the interpretable units
 * @param shuffles behind the p-values
 * @param resamplings behind the intervals
 * @param unlabelled class that is no class, or −1
 * @param classes in the order of their numbers
 * @param layers in the order in which the generator runs them
 */
public record DissectionReport(
        int version,
        String network,
        String segmenter,
        String drawing,
        String searchSample,
        String testSample,
        int samples,
        String rule,
        double leastIou,
        double leastIqr,
        double falseDiscoveryRate,
        int shuffles,
        int resamplings,
        int unlabelled,
        List<ClassReport> classes,
        List<LayerReport> layers) {
    /** The present layout. */
    public static final int VERSION = 1;

    /**
     * The same with some of its layers.
     *
     * @param names of layers that it has
     */
    public DissectionReport withLayers(Collection<String> names) {
        return new DissectionReport(
                version,
                network,
                segmenter,
                drawing,
                searchSample,
                testSample,
                samples,
                rule,
                leastIou,
                leastIqr,
                falseDiscoveryRate,
                shuffles,
                resamplings,
                unlabelled,
                classes,
                layers.stream().filter(layer -> names.contains(layer.name())).toList());
    }
}

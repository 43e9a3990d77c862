package galatea.dissect;

import java.util.Arrays;
import java.util.List;

/**
 * One of two dissections that are compared.
 *
 * @param network content hash of the generator
 * @param segmenter what names the segmenter
 * @param testSample latents on which it was measured
 * @param units in all its layers
 * @param layers what they have of the common classes
 */
public record ComparedSide(
        String network,
        String segmenter,
        String testSample,
        int units,
        List<ComparedLayer> layers) {

    /**
     * A layer of it.
     *
     * @param name of the layer
     * @param units in it
     * @param count of the interpretable units with a common class
     * @param meanIou of these; 0 if there are none
     * @param classes what it has of each
     */
    public record ComparedLayer(
            String name, int units, int count, double meanIou, List<Count> classes) {}

    /**
     * A class in a layer.
     *
     * @param name of the class
     * @param count of the interpretable units that stand for it
     * @param meanIou of these; 0 if there are none
     */
    public record Count(String name, int count, double meanIou) {}

    /** What a dissection has of some classes. */
    static ComparedSide of(DissectionReport report, List<String> classes) {
        List<ComparedLayer> layers =
                report.layers().stream().map(layer -> layer(layer, classes)).toList();
        return new ComparedSide(
                report.network(),
                report.segmenter(),
                report.testSample(),
                layers.stream().mapToInt(ComparedLayer::units).sum(),
                layers);
    }

    private static ComparedLayer layer(LayerReport layer, List<String> classes) {
        List<Count> counts = classes.stream().map(c -> count(layer, List.of(c))).toList();
        Count all = count(layer, classes);
        return new ComparedLayer(
                layer.name(), layer.units().size(), all.count(), all.meanIou(), counts);
    }

    private static Count count(LayerReport layer, List<String> classes) {
        double[] ious =
                layer.units().stream()
                        .filter(u -> u.interpretable() && classes.contains(u.label()))
                        .mapToDouble(UnitReport::iou)
                        .toArray();
        double mean = Arrays.stream(ious).average().orElse(0);
        return new Count(classes.get(0), ious.length, mean);
    }

    /** Units that stand for any common class. */
    int count() {
        return layers.stream().mapToInt(ComparedLayer::count).sum();
    }

    /** Units that stand for a class. */
    int count(String name) {
        return layers.stream()
                .flatMap(layer -> layer.classes().stream())
                .filter(c -> c.name().equals(name))
                .mapToInt(Count::count)
                .sum();
    }
}

package galatea.segment;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How good a segmenter is on pictures it has not learnt from.
 *
 * @param pictures how many
 * @param resolution their pixels per side
 * @param meanIou mean over the classes, 0…1
 * @param pixelAccuracy share of the labelled pixels, 0…1
 * @param iou by name, of the classes that occur or were given, 0…1
 */
public record SegmenterScore(
        int pictures,
        int resolution,
        double meanIou,
        double pixelAccuracy,
        Map<String, Double> iou) {

    /** Copies the map, in its order. */
    public SegmenterScore {
        iou = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(iou));
    }

    /** The figures of a matrix. */
    public static SegmenterScore of(ConfusionMatrix matrix, int pictures, int resolution) {
        Map<String, Double> iou = new LinkedHashMap<>();
        for (int index : matrix.comparable()) {
            if (!Double.isNaN(matrix.iou(index))) {
                iou.put(matrix.classes().names().get(index), matrix.iou(index));
            }
        }
        return new SegmenterScore(
                pictures, resolution, matrix.meanIou(), matrix.pixelAccuracy(), iou);
    }
}

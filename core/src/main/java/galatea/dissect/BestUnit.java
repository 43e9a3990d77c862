package galatea.dissect;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The unit that stands for a class with the largest IoU.
 *
 * @param layer its layer
 * @param unit its number there
 * @param iou intersection over union
 * @param iouLow lower end of the 95 % interval, which knows nothing of the choice of the best
 * @param iouHigh its upper end
 */
public record BestUnit(String layer, int unit, double iou, double iouLow, double iouHigh) {

    /** Of a class, among the interpretable units; null if there is none. */
    static @Nullable BestUnit of(DissectionReport report, String label) {
        return report.layers().stream()
                .flatMap(
                        layer ->
                                layer.units().stream()
                                        .filter(u -> u.interpretable() && label.equals(u.label()))
                                        .map(u -> of(layer, u)))
                .max(Comparator.comparingDouble(BestUnit::iou))
                .orElse(null);
    }

    private static BestUnit of(LayerReport layer, UnitReport u) {
        return new BestUnit(layer.name(), u.unit(), u.iou(), u.iouLow(), u.iouHigh());
    }
}

package galatea.dissect;

import java.util.Comparator;
import java.util.List;

/**
 * What a dissection says of one layer.
 *
 * @param name of the layer
 * @param resolution height and width of its features
 * @param unitCount number of units
 * @param interpretableUnits how many of them stand for something
 * @param units in order
 */
public record LayerReport(
        String name,
        int resolution,
        int unitCount,
        int interpretableUnits,
        List<UnitReport> units) {
    /** The units that stand for something with the highest IoU, that first. */
    public List<UnitReport> best(int most) {
        return units.stream()
                .filter(UnitReport::interpretable)
                .sorted(Comparator.comparingDouble(UnitReport::iou).reversed())
                .limit(most)
                .toList();
    }
}

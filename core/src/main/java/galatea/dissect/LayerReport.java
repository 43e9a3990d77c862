package galatea.dissect;

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
        List<UnitReport> units) {}

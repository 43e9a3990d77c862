package galatea.dissect;

import galatea.model.Layer;
import galatea.model.LayerTap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Edits of the units of a generator while it draws (Bau et al. 2018, equation 3), in order: a later
 * one lies over an earlier one of the same units and cells.
 *
 * <p>Features are never overwritten, gradients flow through; edits of strength 0 leave pictures as
 * they are, bit for bit. Holds no tensors; safe for use by several threads.
 */
public final class Intervention implements LayerTap {
    private final Map<Layer, LayerBlend> blends = new LinkedHashMap<>();

    private Intervention(Map<Layer, List<UnitEdit>> edits) {
        edits.forEach((layer, list) -> blends.put(layer, new LayerBlend(layer, list)));
    }

    /**
     * An intervention.
     *
     * @param layers those of the generator that are drawn, such as {@link Specimen#layers()}
     * @param edits any number
     * @throws IllegalArgumentException for a layer or unit that there is not
     */
    public static Intervention of(List<Layer> layers, List<UnitEdit> edits) {
        Map<Layer, List<UnitEdit>> byLayer = new LinkedHashMap<>();
        for (UnitEdit edit : edits) {
            Layer layer = Layer.named(edit.layer(), layers);
            edit.units().forEach(unit -> new Unit(layer, unit)); // checks its range
            if (!edit.isVoid()) {
                byLayer.computeIfAbsent(layer, l -> new ArrayList<>()).add(edit);
            }
        }
        return new Intervention(byLayer);
    }

    @Override
    public Tensor apply(Layer layer, Tensor features) {
        LayerBlend blend = blends.get(layer);
        return blend == null ? features : blend.apply(features);
    }
}

package galatea.dissect;

import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.torch.Ops;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Sets units to zero wherever they are active: r_u := 0 (Bau et al. 2018, section 3.2). */
public final class Ablation implements LayerTap {
    private final Map<Layer, float[]> masks = new HashMap<>(); // [C] of ones and zeros

    /**
     * @param units none leaves everything as it is
     */
    public Ablation(Collection<Unit> units) {
        for (Unit unit : units) {
            masks.computeIfAbsent(unit.layer(), Ablation::ones)[unit.channel()] = 0;
        }
    }

    private static float[] ones(Layer layer) {
        float[] ones = new float[layer.channels()];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Override
    public Tensor apply(Layer layer, Tensor features) {
        float[] mask = masks.get(layer);
        return mask == null
                ? features
                : features.mul(Ops.of(mask, 1, mask.length, 1, 1)); // [N, C, H, W]
    }
}

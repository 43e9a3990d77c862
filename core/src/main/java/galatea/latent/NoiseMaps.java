package galatea.latent;

import galatea.model.LayerTap;
import galatea.model.Noise;
import galatea.model.StyledGenerator;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Noise that belongs to one picture, such as that found for a photograph.
 *
 * @param maps values [side, side], row after row, by index of the layer; not copied
 */
public record NoiseMaps(SortedMap<Integer, float[]> maps) {
    /** None: the network's own are used. */
    public static final NoiseMaps NONE = new NoiseMaps(new TreeMap<>());

    /** Keeps the order, not the map. */
    public NoiseMaps {
        maps = Collections.unmodifiableSortedMap(new TreeMap<>(maps));
    }

    /** Maps by index of the layer. */
    public static NoiseMaps of(Map<Integer, float[]> maps) {
        return new NoiseMaps(new TreeMap<>(maps));
    }

    /** What a network keeps, of each layer that takes some at a level of detail. */
    static NoiseMaps storedIn(StyledGenerator style, double lod) {
        SortedMap<Integer, float[]> maps = new TreeMap<>();
        Noise own = style.storedNoise();
        Noise asked =
                (layer, n, side) -> {
                    Tensor map = own.of(layer, 1, side); // [1, 1, side, side]
                    if (map != null) {
                        maps.put(layer, Ops.floats(map));
                    }
                    return map;
                };
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor w = style.wAverage().view(1, style.wSize());
            style.synthesize(style.broadcast(w), asked, lod, LayerTap.NONE);
        }
        return new NoiseMaps(maps);
    }

    /** Pixels per side of a map with so many values. */
    public static int side(int size) {
        return (int) Math.round(Math.sqrt(size));
    }
}

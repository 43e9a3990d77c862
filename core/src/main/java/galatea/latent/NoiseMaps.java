package galatea.latent;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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

    /** Pixels per side of a map with so many values. */
    public static int side(int size) {
        return (int) Math.round(Math.sqrt(size));
    }
}

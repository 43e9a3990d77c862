package galatea.dissect;

import galatea.model.Layer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Units of a layer, the most important first.
 *
 * @param name where the order comes from, such as {@code iou}
 * @param units channels, at least one
 */
public record UnitOrder(String name, List<Integer> units) {
    /** Copies the list. */
    public UnitOrder {
        units = List.copyOf(units);
        if (units.isEmpty()) {
            throw new IllegalArgumentException("units of an order must be at least one: " + name);
        }
    }

    /**
     * Any units of a layer: what a ranking has to beat.
     *
     * @param count how many, in [1, layer.channels()]
     */
    public static UnitOrder random(Layer layer, int count, long seed) {
        if (count < 1 || count > layer.channels()) {
            throw new IllegalArgumentException(
                    "count must be in [1, %d]: %d".formatted(layer.channels(), count));
        }
        List<Integer> all = new ArrayList<>(IntStream.range(0, layer.channels()).boxed().toList());
        Collections.shuffle(all, new Random(seed));
        return new UnitOrder("random " + seed, all.subList(0, count));
    }

    /** The interventions that ablate the first unit, the first two … all. */
    List<Intervention> ablations(Layer layer) {
        return IntStream.rangeClosed(1, units.size())
                .mapToObj(n -> UnitEdit.ablate(layer.name(), units.subList(0, n)))
                .map(edit -> Intervention.of(List.of(layer), List.of(edit)))
                .toList();
    }
}

package galatea.dissect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some units of one layer pulled towards values: r ← r (1 − a) + v a with a = alpha · mask (Bau et
 * al. 2018, section 3.2). Value 0 is ablation, another insertion.
 *
 * @param layer name
 * @param units channels of the layer, at least one, none twice
 * @param alphas strength in [0, 1]: one for all units or one for each
 * @param values in the units' own scale, finite: one for all units or one for each
 * @param area where; null for everywhere
 * @param pooling how the area is brought to the layer's resolution
 */
public record UnitEdit(
        String layer,
        List<Integer> units,
        List<Double> alphas,
        List<Double> values,
        @Nullable EditArea area,
        Pooling pooling) {
    /** Copies the lists and checks what can be checked without the layer. */
    public UnitEdit {
        units = List.copyOf(units);
        alphas = List.copyOf(alphas);
        values = List.copyOf(values);
        if (units.isEmpty() || new HashSet<>(units).size() < units.size()) {
            throw new IllegalArgumentException(
                    "units must be at least one of layer %s, none twice: %s"
                            .formatted(layer, units));
        }
        requireOneOrEach("alpha", alphas, units);
        requireOneOrEach("value", values, units);
        for (double alpha : alphas) {
            if (!(alpha >= 0 && alpha <= 1)) {
                throw new IllegalArgumentException("alpha must be in [0, 1]: " + alpha);
            }
        }
        for (double value : values) {
            if (!(Math.abs(value) <= Float.MAX_VALUE)) {
                throw new IllegalArgumentException("value must be finite: " + value);
            }
        }
    }

    private static void requireOneOrEach(String name, List<Double> numbers, List<Integer> units) {
        if (numbers.size() != 1 && numbers.size() != units.size()) {
            throw new IllegalArgumentException(
                    "%s must be one number or one for each of %d units: %s"
                            .formatted(name, units.size(), numbers));
        }
    }

    /** Sets units to 0 everywhere. */
    public static UnitEdit ablate(String layer, List<Integer> units) {
        return insert(layer, units, List.of(0.0));
    }

    /** The same for units of any layers, an edit per layer. */
    public static List<UnitEdit> ablations(Collection<Unit> units) {
        Map<String, List<Integer>> byLayer = new LinkedHashMap<>();
        for (Unit unit : units) {
            byLayer.computeIfAbsent(unit.layer().name(), name -> new ArrayList<>())
                    .add(unit.channel());
        }
        return byLayer.entrySet().stream().map(e -> ablate(e.getKey(), e.getValue())).toList();
    }

    /** Sets units to values everywhere. */
    public static UnitEdit insert(String layer, List<Integer> units, List<Double> values) {
        return new UnitEdit(layer, units, List.of(1.0), values, null, Pooling.MAX);
    }

    /** The same with every strength multiplied, by a factor in [0, 1]. */
    public UnitEdit scaled(double factor) {
        List<Double> scaled = alphas.stream().map(alpha -> alpha * factor).toList();
        return new UnitEdit(layer, units, scaled, values, area, pooling);
    }

    /** The same in a part of the picture only. */
    public UnitEdit within(EditArea part) {
        return new UnitEdit(layer, units, alphas, values, part, pooling);
    }

    /** The same with other values. */
    public UnitEdit withValues(List<Double> others) {
        return new UnitEdit(layer, units, alphas, others, area, pooling);
    }

    /** The same with the area brought to the layer's resolution in a way. */
    public UnitEdit withPooling(Pooling other) {
        return new UnitEdit(layer, units, alphas, values, area, other);
    }

    /** The strength at a place of {@link #units()}. */
    public double alpha(int place) {
        return alphas.get(alphas.size() == 1 ? 0 : place);
    }

    /** The value at a place of {@link #units()}. */
    public double value(int place) {
        return values.get(values.size() == 1 ? 0 : place);
    }

    /** Whether it changes nothing. */
    boolean isVoid() {
        return Collections.max(alphas) == 0;
    }
}

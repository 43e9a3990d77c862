package galatea.model.imports;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the roots of checkpoints have in common. */
final class Roots {
    private Roots() {}

    /** The dictionary itself, or the one under the first key that is there. */
    static Map<?, ?> dictionary(@Nullable Object root, String... keys) {
        if (!(root instanceof Map<?, ?> map)) {
            return Map.of();
        }
        for (String key : keys) {
            if (map.get(key) instanceof Map<?, ?> inner) {
                return inner;
            }
        }
        return map;
    }

    /** The dictionary under a key, or an empty one. */
    static Map<?, ?> under(Map<?, ?> map, String key) {
        return map.get(key) instanceof Map<?, ?> inner ? inner : Map.of();
    }
}

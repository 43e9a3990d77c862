package galatea.model.imports;

import galatea.format.FormatException;
import galatea.format.pickle.PickledObject;
import galatea.format.pickle.StoredTensor;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network kept as a tree of modules, each with parameters, buffers and settings, or as a bare
 * state dictionary, which has no settings.
 *
 * @param tensors parameters and buffers by path, such as {@code synthesis.b4.const}
 * @param settings attributes of each module by path; of the network itself by the empty path
 */
record Modules(ForeignTensors tensors, Map<String, Map<?, ?>> settings) {
    /** The tensors and settings of a pickled module or state dictionary. */
    static Modules of(String file, @Nullable Object node) {
        if (node instanceof PickledObject root) {
            Map<String, StoredTensor> tensors = new LinkedHashMap<>();
            Map<String, Map<?, ?>> settings = new LinkedHashMap<>();
            Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            walk(root, "", tensors, settings, seen);
            return new Modules(new ForeignTensors(file, tensors), settings);
        }
        Map<?, ?> state = node instanceof Map<?, ?> map ? map : Map.of();
        return new Modules(ForeignTensors.ofState(file, state), Map.of());
    }

    /** Each object once: those of a damaged file may contain each other. */
    private static void walk(
            PickledObject module,
            String path,
            Map<String, StoredTensor> tensors,
            Map<String, Map<?, ?>> settings,
            Set<Object> seen) {
        if (!seen.add(module)) {
            return;
        }
        Map<?, ?> fields = module.fields();
        settings.put(path, fields);
        String prefix = path.isEmpty() ? "" : path + ".";
        addTensors(Roots.under(fields, "_parameters"), prefix, tensors);
        addTensors(Roots.under(fields, "_buffers"), prefix, tensors);
        Roots.under(fields, "_modules")
                .forEach(
                        (name, value) -> {
                            if (value instanceof PickledObject child) {
                                walk(child, prefix + name, tensors, settings, seen);
                            }
                        });
    }

    private static void addTensors(
            Map<?, ?> part, String prefix, Map<String, StoredTensor> tensors) {
        part.forEach(
                (name, value) -> {
                    if (value instanceof StoredTensor tensor) {
                        tensors.put(prefix + name, tensor);
                    }
                });
    }

    /**
     * A number among the attributes of a module.
     *
     * @param unknown what to take if there is no such attribute
     * @param none what to take if it is None
     */
    double number(String path, String name, double unknown, double none) throws FormatException {
        Map<?, ?> fields = settings.get(path);
        if (fields == null || !fields.containsKey(name)) {
            return unknown;
        }
        Object value = fields.get(name);
        if (value == null) {
            return none;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new FormatException(
                tensors.file(), "%s.%s must be a number: %s".formatted(path, name, value));
    }
}

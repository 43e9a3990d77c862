package galatea.format.pickle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a pickle by their paths, such as {@code g_running/style.1.linear.bias}.
 *
 * <p>Keys of dictionaries, numbers of list elements and fields of objects make the levels. A pair
 * of a name and a tensor in a list, as TensorFlow pickles have for each variable, is a level of
 * that name instead of its number. What is in several places is under each of their paths; what is
 * in itself is left out there. A walk ends after 200 levels, and altogether after a length of paths
 * that only a hostile file has.
 */
public final class TensorTree {
    private static final int MAX_DEPTH = 200;
    private static final int MAX_LABEL = 1000;
    private static final int MAX_LINE = 300;
    private static final long MAX_WORK = 20_000_000;

    private final Map<String, StoredTensor> found = new LinkedHashMap<>();
    private final Set<Object> around = Collections.newSetFromMap(new IdentityHashMap<>());
    private long work;

    private TensorTree() {}

    /** All tensors, with slashes between the levels. */
    public static Map<String, StoredTensor> tensors(@Nullable Object root) {
        TensorTree tree = new TensorTree();
        tree.visit("", root, 0);
        return tree.found;
    }

    /**
     * A line per tensor, such as {@code g_running/style.1.linear.bias float32 [512]}, and one that
     * counts those that are left out; without any tensor a line that says what is there instead.
     *
     * @param maxLines at least 1; of tensors
     */
    public static List<String> describe(@Nullable Object root, int maxLines) {
        if (maxLines < 1) {
            throw new IllegalArgumentException("maxLines must be at least 1: " + maxLines);
        }
        Map<String, StoredTensor> tensors = tensors(root);
        if (tensors.isEmpty()) {
            return List.of("no tensors; " + kind(root));
        }
        List<String> lines = new ArrayList<>();
        tensors.entrySet().stream().limit(maxLines).forEach(entry -> lines.add(line(entry)));
        if (tensors.size() > maxLines) {
            lines.add("and %d more".formatted(tensors.size() - maxLines));
        }
        return lines;
    }

    private static String line(Map.Entry<String, StoredTensor> entry) {
        String path = Damage.printable(entry.getKey(), MAX_LINE);
        return (path.isEmpty() ? "the file itself" : path) + "  " + entry.getValue().description();
    }

    private static String kind(@Nullable Object root) {
        if (root instanceof Map<?, ?> map) {
            List<String> keys = map.keySet().stream().limit(20).map(TensorTree::label).toList();
            return Damage.printable("a dictionary with keys " + keys, MAX_LINE);
        }
        if (root instanceof List<?> list) {
            return "a list of %d".formatted(list.size());
        }
        if (root instanceof PickledObject object) {
            return "an object of class " + Damage.quote(object.className());
        }
        return root == null ? "None" : "a " + root.getClass().getSimpleName();
    }

    private void visit(String path, @Nullable Object node, int depth) {
        work += 1 + path.length();
        if (node == null || depth > MAX_DEPTH || work > MAX_WORK) {
            return;
        }
        if (node instanceof StoredTensor tensor) {
            found.put(path, tensor);
        } else if (isInner(node) && around.add(node)) {
            visitParts(path, node, depth + 1);
            around.remove(node);
        }
    }

    private void visitParts(String path, Object node, int depth) {
        String prefix = path.isEmpty() ? "" : path + "/";
        if (node instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                visit(prefix + label(entry.getKey()), entry.getValue(), depth);
            }
        } else if (node instanceof List<?> list) {
            visitList(prefix, list, depth);
        } else if (node instanceof PickledObject object) {
            visit(path, object.state(), depth);
            visit(path, object.entries(), depth);
            visit(path, object.elements(), depth);
        }
    }

    private void visitList(String prefix, List<?> list, int depth) {
        for (int i = 0; i < list.size() && work <= MAX_WORK; i++) {
            Object element = list.get(i);
            if (element instanceof List<?> pair
                    && pair.size() == 2
                    && pair.get(0) instanceof String name
                    && pair.get(1) instanceof StoredTensor tensor) {
                visit(prefix + label(name), tensor, depth + 1);
            } else {
                visit(prefix + i, element, depth);
            }
        }
    }

    private static boolean isInner(Object node) {
        return node instanceof Map<?, ?>
                || node instanceof List<?>
                || node instanceof PickledObject;
    }

    private static String label(@Nullable Object key) {
        if (key instanceof PickledName name) {
            return label(name.full());
        }
        String text = key instanceof String || key instanceof Number ? String.valueOf(key) : "?";
        return text.length() <= MAX_LABEL ? text : text.substring(0, MAX_LABEL) + "…";
    }
}

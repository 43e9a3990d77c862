package galatea.format.pickle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tensors of a pickle by their paths, such as {@code g_running/style.1.linear.bias}. */
public final class TensorTree {
    private static final int MAX_DEPTH = 64;

    private final Map<String, StoredTensor> found = new LinkedHashMap<>();
    private final Set<Object> visited = Collections.newSetFromMap(new IdentityHashMap<>());

    private TensorTree() {}

    /** All tensors, with slashes between the levels; what is in several places counts once. */
    public static Map<String, StoredTensor> tensors(@Nullable Object root) {
        TensorTree tree = new TensorTree();
        tree.visit("", root, 0);
        return tree.found;
    }

    /** A line per tensor, such as {@code style.1.linear.bias F32 [512]}; at most so many lines. */
    public static List<String> describe(@Nullable Object root, int maxLines) {
        List<String> lines = new ArrayList<>();
        Map<String, StoredTensor> tensors = tensors(root);
        for (Map.Entry<String, StoredTensor> entry : tensors.entrySet()) {
            if (lines.size() == maxLines) {
                lines.add("and %d more".formatted(tensors.size() - maxLines));
                break;
            }
            lines.add(entry.getKey() + " " + description(entry.getValue()));
        }
        return lines;
    }

    private static String description(StoredTensor tensor) {
        try {
            return tensor.dtype() + " " + Arrays.toString(tensor.shape());
        } catch (galatea.format.FormatException e) {
            return "without data";
        }
    }

    private void visit(String path, @Nullable Object node, int depth) {
        if (node instanceof StoredTensor tensor) {
            found.put(path, tensor);
        }
        if (node == null || depth > MAX_DEPTH || isLeaf(node) || !visited.add(node)) {
            return;
        }
        String prefix = path.isEmpty() ? "" : path + "/";
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> visit(prefix + label(key), value, depth + 1));
        } else if (node instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                visit(prefix + i, list.get(i), depth + 1);
            }
        } else if (node instanceof PickledObject object) {
            visit(path, object.state(), depth + 1);
        }
    }

    private static boolean isLeaf(Object node) {
        return !(node instanceof Map<?, ?>
                || node instanceof List<?>
                || node instanceof PickledObject);
    }

    private static String label(@Nullable Object key) {
        return key instanceof String || key instanceof Number ? String.valueOf(key) : "?";
    }
}

package galatea.format.pickle;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An instance of some class, or the result of some call: its name and data, never the thing. */
public final class PickledObject {
    private final String className;
    private final List<@Nullable Object> arguments;
    private @Nullable Object state;

    PickledObject(String className, List<@Nullable Object> arguments) {
        this.className = className;
        this.arguments = arguments;
    }

    /** Full name of the class, such as {@code dnnlib.tflib.network.Network}. */
    public String className() {
        return className;
    }

    /** What it was made with. */
    public List<@Nullable Object> arguments() {
        return Collections.unmodifiableList(arguments);
    }

    /** What it was filled with afterwards; null for nothing. */
    public @Nullable Object state() {
        return state;
    }

    /** The state if it is a dictionary, else an empty one. */
    public Map<?, ?> fields() {
        return state instanceof Map<?, ?> map ? map : Map.of();
    }

    void fill(@Nullable Object newState) {
        state = newState;
    }
}

package galatea.format.pickle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An instance of some class, or the result of some call: its name and data, never the thing.
 * Objects may refer to each other in circles; they are compared by identity.
 */
public final class PickledObject {
    private final String className;
    private final List<? extends @Nullable Object> arguments;
    private @Nullable Object state;
    private @Nullable List<@Nullable Object> elements;
    private @Nullable Map<@Nullable Object, @Nullable Object> entries;

    PickledObject(String className, List<? extends @Nullable Object> arguments) {
        this.className = className;
        this.arguments = arguments;
    }

    /** Full name of the class or function, such as {@code dnnlib.tflib.network.Network}. */
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

    /** What was appended to it, if its class is a kind of list. */
    public List<@Nullable Object> elements() {
        return elements == null ? List.of() : Collections.unmodifiableList(elements);
    }

    /** What was put into it, if its class is a kind of dictionary. */
    public Map<@Nullable Object, @Nullable Object> entries() {
        return entries == null ? Map.of() : Collections.unmodifiableMap(entries);
    }

    /** Name of the class; never the data, which may be anything. */
    @Override
    public String toString() {
        return "PickledObject[" + Damage.quote(className) + "]";
    }

    void fill(@Nullable Object newState) {
        state = newState;
    }

    List<@Nullable Object> elementsToFill() {
        if (elements == null) {
            elements = new ArrayList<>();
        }
        return elements;
    }

    Map<@Nullable Object, @Nullable Object> entriesToFill() {
        if (entries == null) {
            entries = Containers.dictionary();
        }
        return entries;
    }

    /** All its data. */
    List<@Nullable Object> parts() {
        return Arrays.asList(arguments, state, elements, entries);
    }
}

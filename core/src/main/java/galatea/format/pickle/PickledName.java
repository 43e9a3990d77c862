package galatea.format.pickle;

/**
 * A class or function that a pickle names. It is a text here and nothing more.
 *
 * @param module such as {@code torch._utils}
 * @param name such as {@code _rebuild_tensor_v2}
 */
public record PickledName(String module, String name) {
    /** Both, with a dot between. */
    public String full() {
        return module + "." + name;
    }
}

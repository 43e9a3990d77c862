package galatea.model.style2;

import galatea.model.Layer;
import java.util.ArrayList;
import java.util.List;

/** Names and numbers of the places that a tap sees, in the order in which it sees them. */
final class Places {
    private final List<Layer> all = new ArrayList<>();

    /**
     * The places of one convolution.
     *
     * @param style of its factors, one per input channel
     * @param features of its output
     */
    record Pair(Layer style, Layer features) {}

    /** Adds a convolution's style, such as {@code 8x8/Conv1/style}, and its features. */
    Pair add(String name, int in, int out, int resolution) {
        Layer style = new Layer(all.size(), name + Layer.STYLE_SUFFIX, in, 1);
        Layer features = new Layer(all.size() + 1, name, out, resolution);
        all.add(style);
        all.add(features);
        return new Pair(style, features);
    }

    List<Layer> all() {
        return List.copyOf(all);
    }
}

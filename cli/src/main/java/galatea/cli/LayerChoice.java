package galatea.cli;

import galatea.model.Layer;
import java.util.ArrayList;
import java.util.List;

/** Layers by name. */
final class LayerChoice {
    private LayerChoice() {}

    /**
     * The layers that a user names, in the generator's order.
     *
     * @param names exact names, numbers as {@code info} lists them, or {@code all}, which are those
     *     with feature maps
     * @throws IllegalArgumentException for a name that no layer has
     */
    static List<Layer> of(List<String> names, List<Layer> layers) {
        if (names.contains("all")) {
            return layers.stream().filter(layer -> !layer.inStyleSpace()).toList();
        }
        List<Layer> chosen = new ArrayList<>();
        for (String name : names) {
            chosen.add(of(name, layers));
        }
        return layers.stream().filter(chosen::contains).toList();
    }

    /** One layer by its name or number. */
    static Layer of(String name, List<Layer> layers) {
        return layers.stream()
                .filter(l -> l.name().equals(name) || Integer.toString(l.index()).equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "layer must be one of %s: %s"
                                                .formatted(
                                                        String.join(
                                                                ", ",
                                                                layers.stream()
                                                                        .map(Layer::name)
                                                                        .toList()),
                                                        name)));
    }
}

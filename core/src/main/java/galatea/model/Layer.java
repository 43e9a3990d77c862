package galatea.model;

import java.util.List;

/**
 * A named place in a generator whose features can be seen and changed.
 *
 * @param index position in {@link Generator#layers()}, from 0
 * @param name structured name, such as {@code 8x8/Conv0_up} or {@code layer4}
 * @param channels number of units
 * @param resolution height and width of its feature maps
 */
public record Layer(int index, String name, int channels, int resolution) {
    /** Ends the names of the layers that are styles: see {@link #inStyleSpace}. */
    public static final String STYLE_SUFFIX = "/style";

    /**
     * Whether its units are the factors of a style rather than feature maps, such as those of
     * {@code 8x8/Conv1/style}: one value per picture, of which no place in it can be told.
     */
    public boolean inStyleSpace() {
        return name.endsWith(STYLE_SUFFIX);
    }

    /**
     * The layer of a name.
     *
     * @throws IllegalArgumentException if there is none; it lists those there are
     */
    public static Layer named(String name, List<Layer> layers) {
        return layers.stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "layer must be one of %s: %s"
                                                .formatted(
                                                        layers.stream().map(Layer::name).toList(),
                                                        name)));
    }
}

package galatea.model;

/**
 * A named place in a generator whose features can be seen and changed.
 *
 * @param index position in {@link Generator#layers()}, from 0
 * @param name structured name, such as {@code 8x8/Conv0_up} or {@code layer4}
 * @param channels number of units
 * @param resolution height and width of its feature maps
 */
public record Layer(int index, String name, int channels, int resolution) {}

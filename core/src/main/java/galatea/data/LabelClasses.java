package galatea.data;

import galatea.image.Picture;
import galatea.image.Png;
import java.util.List;

/**
 * The classes of a label map: position in the lists = pixel value.
 *
 * @param names one name per class, 1 to 256 of them
 * @param colours one colour per class, {@code 0xRRGGBB}, for showing a label map
 * @param unlabelled the class of pixels nobody labelled; -1 if every pixel is labelled
 */
public record LabelClasses(List<String> names, List<Integer> colours, int unlabelled) {

    /** Copies the lists and checks their sizes. */
    public LabelClasses {
        names = List.copyOf(names);
        colours = List.copyOf(colours);
        if (names.isEmpty() || names.size() > 256) {
            throw new IllegalArgumentException("names must hold 1 to 256 classes: " + names.size());
        }
        if (colours.size() != names.size()) {
            throw new IllegalArgumentException(
                    "colours must hold one colour per class, %d: %d"
                            .formatted(names.size(), colours.size()));
        }
        if (unlabelled < -1 || unlabelled >= names.size()) {
            throw new IllegalArgumentException(
                    "unlabelled must be in [-1, %d]: %d".formatted(names.size() - 1, unlabelled));
        }
    }

    /** The number of classes. */
    public int size() {
        return names.size();
    }

    /** The indexed PNG of a label map, in the colours of its classes. */
    byte[] encode(Picture map) {
        int[] palette = colours.stream().mapToInt(Integer::intValue).toArray();
        return Png.encodeIndexed(map.width(), map.pixels(), palette);
    }
}

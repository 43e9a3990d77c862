package galatea.dissect;

import static java.util.Objects.requireNonNull;

import galatea.image.Channels;
import galatea.image.ImageGrid;
import galatea.image.Picture;
import galatea.image.Png;
import galatea.image.Scaling;
import galatea.image.Spotlight;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * For every unit the pictures in which it is most active, side by side, lit where it is active.
 *
 * <p>The files are {@code units/LAYER/0012.png}, where all signs of the layer's name that could
 * trouble a file system are hyphens.
 */
final class UnitStrips {
    /** Small pictures are enlarged to at most so many pixels, large ones reduced to them. */
    private static final int LARGEST = 96;

    private static final int PADDING = 2;
    private static final int GREY = 0x808080;

    private final Dissection.Findings findings;
    private final int tile; // height and width of a picture in a strip

    UnitStrips(Dissection.Findings findings) {
        this.findings = findings;
        int size = findings.pictures().values().stream().mapToInt(Picture::width).max().orElse(1);
        tile = size > LARGEST ? LARGEST : LARGEST / size * size;
    }

    /** Folders of layers, below the page; no two are equal, whatever the file system. */
    static List<String> folders(List<String> layers) {
        Set<String> taken = new HashSet<>();
        List<String> folders = new ArrayList<>();
        for (String layer : layers) {
            String slug = layer.replaceAll("[^A-Za-z0-9_]+", "-");
            String name = slug;
            for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
                name = slug + "-" + i;
            }
            folders.add("units/" + name);
        }
        return folders;
    }

    /** The file of a unit. */
    static String file(String folder, int unit) {
        return String.format(Locale.ROOT, "%s/%04d.png", folder, unit);
    }

    /** Pixels of a strip of so many pictures in a row. */
    int width(int pictures) {
        return pictures * (tile + PADDING) + PADDING;
    }

    /** Pixels of a strip. */
    int height() {
        return tile + 2 * PADDING;
    }

    /**
     * The strip of a unit as PNG.
     *
     * @param place of the unit, layer after layer
     * @return no bytes if there are no peak pictures
     */
    byte[] png(int place, UnitReport unit) {
        List<Picture> tiles =
                unit.peaks().stream().map(peak -> tile(place, peak.picture())).toList();
        return tiles.isEmpty()
                ? new byte[0]
                : Png.encode(new ImageGrid(tiles.size(), PADDING, GREY).arrange(tiles));
    }

    private Picture tile(int place, int number) {
        Map<Integer, long[]> masks = findings.masks().get(place);
        Picture picture = sized(requireNonNull(findings.pictures().get(number)));
        long[] mask = masks.get(number);
        return mask == null
                ? Channels.toRgb(picture, 0xffffff)
                : Spotlight.light(picture, findings.side(), pixel -> Bits.get(mask, pixel));
    }

    private Picture sized(Picture picture) {
        return picture.width() > tile
                ? Scaling.resize(picture, tile, tile, Scaling.Filter.AREA)
                : Scaling.enlarge(picture, tile / picture.width());
    }
}

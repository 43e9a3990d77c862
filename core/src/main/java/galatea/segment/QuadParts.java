package galatea.segment;

import galatea.data.LabelClasses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Adds to a segmenter's labels which part of its object a pixel belongs to: two more maps, one with
 * upper and lower halves ({@code tree-t}, {@code tree-b}), one with left and right halves ({@code
 * tree-l}, {@code tree-r}).
 *
 * <p>An object is a component of pixels with the same label in the first map, connected by their
 * sides; its halves are those of its bounding box. A pixel in the middle row or column belongs to
 * the lower or right half. Unlabelled pixels have no parts.
 */
public final class QuadParts implements Segmenter {
    private static final List<String> PARTS = List.of("-t", "-b", "-l", "-r");
    private static final int MOST = 256;

    private final Segmenter inner;
    private final LabelClasses classes;
    private final int unlabelled;
    private final int[] firstPart; // of each inner class; -1 for unlabelled

    /**
     * Wraps a segmenter, and closes it when closed.
     *
     * @throws IllegalArgumentException if there are more than 256 classes with the parts
     */
    public QuadParts(Segmenter inner) {
        this.inner = inner;
        LabelClasses whole = inner.classes();
        List<String> names = new ArrayList<>(whole.names());
        List<Integer> colours = new ArrayList<>(whole.colours());
        if (whole.unlabelled() < 0) {
            names.add(ColourSegmenter.UNLABELLED);
            colours.add(0);
        }
        unlabelled = whole.unlabelled() < 0 ? whole.size() : whole.unlabelled();
        firstPart = addParts(unlabelled, whole, names, colours);
        if (names.size() > MOST) {
            throw new IllegalArgumentException(
                    "classes with their parts must be at most %d: %d"
                            .formatted(MOST, names.size()));
        }
        classes = new LabelClasses(names, colours, unlabelled);
    }

    /** Adds four classes for each class of things; gives the first of each, or -1. */
    private static int[] addParts(
            int unlabelled, LabelClasses whole, List<String> names, List<Integer> colours) {
        int[] first = new int[whole.size()];
        for (int i = 0; i < first.length; i++) {
            first[i] = i == unlabelled ? -1 : names.size();
            for (int part = 0; i != unlabelled && part < PARTS.size(); part++) {
                names.add(whole.names().get(i) + PARTS.get(part));
                colours.add(whole.colours().get(i));
            }
        }
        return first;
    }

    @Override
    public LabelClasses classes() {
        return classes;
    }

    @Override
    public int maps() {
        return inner.maps() + 2;
    }

    @Override
    public String identity() {
        return "quad parts of " + inner.identity();
    }

    @Override
    public byte[] labels(Tensor images) {
        byte[] whole = inner.labels(images); // [N, inner.maps(), H, W]
        int count = Math.toIntExact(images.size(0));
        int width = Math.toIntExact(images.size(3));
        int area = Math.toIntExact(images.size(2)) * width;
        byte[] labels = new byte[count * maps() * area];
        Arrays.fill(labels, (byte) unlabelled);
        for (int n = 0; n < count; n++) {
            int from = n * inner.maps() * area;
            int to = n * maps() * area;
            System.arraycopy(whole, from, labels, to, inner.maps() * area);
            byte[] map = Arrays.copyOfRange(whole, from, from + area);
            int vertical = to + inner.maps() * area;
            for (Component component : Component.of(map, width)) {
                split(component, width, firstPart[component.label()], labels, vertical, area);
            }
        }
        return labels;
    }

    private static void split(
            Component component, int width, int first, byte[] labels, int vertical, int area) {
        if (first < 0) {
            return;
        }
        for (int pixel : component.pixels()) {
            boolean upper = 2 * (pixel / width) < component.top() + component.bottom();
            boolean left = 2 * (pixel % width) < component.left() + component.right();
            labels[vertical + pixel] = (byte) (upper ? first : first + 1);
            labels[vertical + area + pixel] = (byte) (left ? first + 2 : first + 3);
        }
    }

    @Override
    public void close() {
        inner.close();
    }
}

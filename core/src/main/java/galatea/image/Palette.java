package galatea.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * At most 256 colours that stand for all colours of a picture, found by median cut: the box of
 * colours with the largest spread is cut at its median until there are enough boxes.
 *
 * @see <a href="https://doi.org/10.1145/800064.801294">Heckbert, Color Image Quantization for Frame
 *     Buffer Display, 1982</a>
 */
final class Palette {

    private static final int BITS = 6;
    private static final int LOST = 8 - BITS;
    private static final int BINS = 1 << (3 * BITS);

    private final int[] counts = new int[BINS];
    private final long[][] sums = new long[3][BINS];
    private final byte[] indexOfBin = new byte[BINS];
    private final int[] colors;

    /**
     * Chooses the colours.
     *
     * @param rgb {@code [pixels, 3]}
     * @param maxColors 1…256
     */
    Palette(byte[] rgb, int maxColors) {
        count(rgb);
        List<Box> boxes = cut(maxColors);
        colors = new int[boxes.size()];
        for (int index = 0; index < colors.length; index++) {
            Box box = boxes.get(index);
            colors[index] = mean(box);
            for (int bin : box.bins) {
                indexOfBin[bin] = (byte) index;
            }
        }
    }

    /** The colours as {@code 0xRRGGBB}. */
    int[] colors() {
        return colors;
    }

    /** The number of the colour of each pixel, {@code [pixels]}. */
    byte[] indices(byte[] rgb) {
        byte[] indices = new byte[rgb.length / 3];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = indexOfBin[bin(rgb, 3 * i)];
        }
        return indices;
    }

    /** Colours that share one entry, as bins of the histogram. */
    private final class Box {
        private final int[] bins;
        private final int axis;
        private final double spread;

        Box(int[] bins) {
            this.bins = bins;
            double[] spreads = {spread(bins, 0), spread(bins, 1), spread(bins, 2)};
            int widest = spreads[0] > spreads[1] ? 0 : 1;
            axis = spreads[2] > spreads[widest] ? 2 : widest;
            spread = spreads[axis];
        }

        /** The two halves with as equal numbers of pixels as the bins allow. */
        List<Box> halves() {
            int[] sorted = sorted(bins, axis);
            long total = pixels(sorted);
            int end = 0;
            long before = 0;
            while (end < sorted.length - 1 && (end == 0 || before < (total + 1) / 2)) {
                before += counts[sorted[end++]];
            }
            return List.of(
                    new Box(Arrays.copyOf(sorted, end)),
                    new Box(Arrays.copyOfRange(sorted, end, sorted.length)));
        }
    }

    private void count(byte[] rgb) {
        for (int i = 0; i < rgb.length; i += 3) {
            int bin = bin(rgb, i);
            counts[bin]++;
            for (int axis = 0; axis < 3; axis++) {
                sums[axis][bin] += rgb[i + axis] & 0xff;
            }
        }
    }

    private List<Box> cut(int maxColors) {
        int[] used = IntStream.range(0, BINS).filter(i -> counts[i] > 0).toArray();
        List<Box> boxes = new ArrayList<>(List.of(new Box(used)));
        while (boxes.size() < maxColors) {
            Box widest =
                    boxes.stream()
                            .filter(box -> box.bins.length > 1)
                            .max(Comparator.comparingDouble(box -> box.spread))
                            .orElse(null);
            if (widest == null) {
                break;
            }
            boxes.set(boxes.indexOf(widest), widest.halves().get(0));
            boxes.add(widest.halves().get(1));
        }
        return boxes;
    }

    /** Sum of squared distances from the mean along one axis, over all pixels of the bins. */
    private double spread(int[] bins, int axis) {
        double sum = 0;
        double squares = 0;
        for (int bin : bins) {
            double level = sums[axis][bin] / (double) counts[bin];
            sum += level * counts[bin];
            squares += level * level * counts[bin];
        }
        return squares - sum * sum / Math.max(1, pixels(bins));
    }

    private int[] sorted(int[] bins, int axis) {
        int shift = (2 - axis) * BITS;
        return Arrays.stream(bins)
                .boxed()
                .sorted(Comparator.comparingInt(bin -> bin >> shift & (1 << BITS) - 1))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private long pixels(int[] bins) {
        long total = 0;
        for (int bin : bins) {
            total += counts[bin];
        }
        return total;
    }

    private int mean(Box box) {
        long total = Math.max(1, pixels(box.bins));
        int color = 0;
        for (int axis = 0; axis < 3; axis++) {
            long sum = total / 2;
            for (int bin : box.bins) {
                sum += sums[axis][bin];
            }
            color = color << 8 | (int) (sum / total);
        }
        return color;
    }

    private static int bin(byte[] rgb, int i) {
        int red = (rgb[i] & 0xff) >> LOST;
        int green = (rgb[i + 1] & 0xff) >> LOST;
        int blue = (rgb[i + 2] & 0xff) >> LOST;
        return (red << BITS | green) << BITS | blue;
    }
}

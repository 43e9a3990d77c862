package galatea.segment;

import java.util.Arrays;

/**
 * A value per class at each pixel of one picture.
 *
 * @param values [height, width, classes] or [classes, height, width]
 * @param channelsLast which of the two
 */
record ClassValues(float[] values, int height, int width, int classes, boolean channelsLast) {

    /**
     * What a network gave.
     *
     * @throws IllegalArgumentException if it is not one picture of the card's classes
     */
    static ClassValues of(float[] values, long[] shape, ModelCard card) {
        boolean last = card.output().channelsLast();
        int classes = card.classes().size();
        if (shape.length != 4 || shape[0] != 1 || shape[last ? 3 : 1] != classes) {
            throw new IllegalArgumentException(
                    "output must be one picture of %d classes: %s"
                            .formatted(classes, Arrays.toString(shape)));
        }
        int height = Math.toIntExact(shape[last ? 1 : 2]);
        int width = Math.toIntExact(shape[last ? 2 : 3]);
        return new ClassValues(values, height, width, classes, last);
    }

    /** One value. */
    float at(int y, int x, int index) {
        return channelsLast
                ? values[(y * width + x) * classes + index]
                : values[(index * height + y) * width + x];
    }

    /** The class of the largest value under each pixel's centre at another size. */
    byte[] labels(int toHeight, int toWidth) {
        byte[] labels = new byte[toHeight * toWidth];
        for (int y = 0; y < toHeight; y++) {
            int row = (int) ((2L * y + 1) * height / (2L * toHeight));
            for (int x = 0; x < toWidth; x++) {
                int column = (int) ((2L * x + 1) * width / (2L * toWidth));
                labels[y * toWidth + x] = (byte) largest(row, column);
            }
        }
        return labels;
    }

    private int largest(int y, int x) {
        int largest = 0;
        for (int index = 1; index < classes; index++) {
            if (at(y, x, index) > at(y, x, largest)) {
                largest = index;
            }
        }
        return largest;
    }
}

package galatea.data.scenes;

import galatea.image.Picture;
import java.util.Arrays;
import java.util.List;

/**
 * Samples a stack of elements into a picture and its label map, one row of pixels at a time.
 *
 * <p>Each sample finds its front-most element; colour and class of the pixel follow from the same
 * 16 samples.
 */
final class Rasterizer {
    private static final int SAMPLES = 4; // per pixel, along each axis

    private final Element[] elements; // back to front
    private final int[] classes; // label index of each element
    private final int resolution;
    private final int columns;
    private final int[] front; // [SAMPLES, columns]: index of the front-most element
    private final int[] colors; // [SAMPLES, columns]
    private final int[] votes = new int[Scenes.CLASSES.size()];
    private final int[] frontOfClass = new int[Scenes.CLASSES.size()];
    private final byte[] pixels; // [H, W, 3]
    private final byte[] labels; // [H, W]

    Rasterizer(List<Element> elements, int resolution) {
        this.elements = elements.toArray(Element[]::new);
        this.classes = elements.stream().mapToInt(e -> e.sceneClass().index()).toArray();
        this.resolution = resolution;
        this.columns = resolution * SAMPLES;
        this.front = new int[SAMPLES * columns];
        this.colors = new int[SAMPLES * columns];
        this.pixels = new byte[resolution * resolution * 3];
        this.labels = new byte[resolution * resolution];
    }

    /** Renders the scene; the first element must cover everything. */
    Scene render() {
        for (int row = 0; row < resolution; row++) {
            sampleRow(row);
            for (int line = 0; line < SAMPLES; line++) {
                colorLine(position(row * SAMPLES + line), line * columns);
            }
            for (int column = 0; column < resolution; column++) {
                resolve(row, column);
            }
        }
        return new Scene(new Picture(resolution, resolution, 3, pixels), labels);
    }

    private void sampleRow(int row) {
        Arrays.fill(front, 0);
        for (int i = 1; i < elements.length; i++) {
            Shape.Box bounds = elements[i].bounds();
            for (int line = 0; line < SAMPLES; line++) {
                double y = position(row * SAMPLES + line);
                if (y >= bounds.top() && y <= bounds.bottom()) {
                    sampleLine(i, y, line * columns);
                }
            }
        }
    }

    private void sampleLine(int element, double y, int offset) {
        Shape shape = elements[element].shape();
        Shape.Box bounds = elements[element].bounds();
        int from = Math.max(0, (int) Math.ceil(bounds.left() * columns - 0.5));
        int to = Math.min(columns, (int) Math.ceil(bounds.right() * columns - 0.5));
        if (from < to && shape.fills(y)) {
            Arrays.fill(front, offset + from, offset + to, element);
            return;
        }
        for (int column = from; column < to; column++) {
            if (shape.covers(position(column), y)) {
                front[offset + column] = element;
            }
        }
    }

    /** The colour of each sample of one line; runs of one colour are looked up once. */
    private void colorLine(double y, int offset) {
        int previous = -1;
        boolean reuse = false;
        for (int column = 0; column < columns; column++) {
            int index = front[offset + column];
            if (index == previous && reuse) {
                colors[offset + column] = colors[offset + column - 1];
                continue;
            }
            Paint paint = elements[index].paint();
            colors[offset + column] = paint.colorAt(position(column), y);
            reuse = paint.sameAcross(y);
            previous = index;
        }
    }

    private void resolve(int row, int column) {
        Arrays.fill(votes, 0);
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int line = 0; line < SAMPLES; line++) {
            int first = line * columns + column * SAMPLES;
            for (int sample = first; sample < first + SAMPLES; sample++) {
                vote(front[sample]);
                red += colors[sample] >> 16;
                green += colors[sample] >> 8 & 0xff;
                blue += colors[sample] & 0xff;
            }
        }
        int pixel = row * resolution + column;
        Colors.store(mean(red) << 16 | mean(green) << 8 | mean(blue), pixels, 3 * pixel);
        labels[pixel] = winner();
    }

    /** Counts one sample for the class of its front-most element. */
    private void vote(int index) {
        int sceneClass = classes[index];
        boolean first = votes[sceneClass]++ == 0;
        frontOfClass[sceneClass] = first ? index : Math.max(frontOfClass[sceneClass], index);
    }

    private byte winner() {
        int best = 0;
        for (int i = 1; i < votes.length; i++) {
            boolean tie = votes[i] > 0 && votes[i] == votes[best];
            if (votes[i] > votes[best] || (tie && frontOfClass[i] > frontOfClass[best])) {
                best = i;
            }
        }
        return (byte) best;
    }

    private double position(int sample) {
        return (sample + 0.5) / columns;
    }

    private static int mean(int sum) {
        return (sum + SAMPLES * SAMPLES / 2) / (SAMPLES * SAMPLES);
    }
}

package galatea.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pixels of equal label that are connected by their sides.
 *
 * @param pixels indices into the map, the topmost row's first one first
 * @param top first row
 * @param bottom last row
 * @param left first column
 * @param right last column
 */
record Component(int label, int[] pixels, int top, int bottom, int left, int right) {

    /**
     * All components of a label map, each pixel in exactly one.
     *
     * @param map [height, width], unsigned
     */
    static List<Component> of(byte[] map, int width) {
        List<Component> components = new ArrayList<>();
        boolean[] reached = new boolean[map.length];
        int[] queue = new int[map.length];
        for (int start = 0; start < map.length; start++) {
            if (!reached[start]) {
                int count = flood(map, width, start, reached, queue);
                components.add(of(map[start] & 0xff, width, Arrays.copyOf(queue, count)));
            }
        }
        return components;
    }

    /** Collects a component; gives its number of pixels. */
    private static int flood(byte[] map, int width, int start, boolean[] reached, int[] queue) {
        reached[start] = true;
        queue[0] = start;
        int end = 1;
        for (int next = 0; next < end; next++) {
            int[] beside = beside(queue[next], width);
            for (int other : beside) {
                boolean inside = other >= 0 && other < map.length;
                if (inside && !reached[other] && map[other] == map[start]) {
                    reached[other] = true;
                    queue[end++] = other;
                }
            }
        }
        return end;
    }

    /** Pixels that share a side with one; below 0 or past the end outside the map. */
    private static int[] beside(int pixel, int width) {
        int column = pixel % width;
        return new int[] {
            pixel - width,
            pixel + width,
            column > 0 ? pixel - 1 : -1,
            column < width - 1 ? pixel + 1 : -1
        };
    }

    private static Component of(int label, int width, int[] pixels) {
        int top = Arrays.stream(pixels).map(p -> p / width).min().orElseThrow();
        int bottom = Arrays.stream(pixels).map(p -> p / width).max().orElseThrow();
        int left = Arrays.stream(pixels).map(p -> p % width).min().orElseThrow();
        int right = Arrays.stream(pixels).map(p -> p % width).max().orElseThrow();
        return new Component(label, pixels, top, bottom, left, right);
    }
}

package galatea.dissect;

/** Sets of pixels as bits, 64 to a word. */
final class Bits {
    private Bits() {}

    /** Words for so many pixels. */
    static int words(int pixels) {
        return (pixels + 63) / 64;
    }

    /** Pixels above a level. */
    static long[] above(float[] values, double level) {
        long[] bits = new long[words(values.length)];
        for (int p = 0; p < values.length; p++) {
            if (values[p] > level) {
                bits[p >> 6] |= 1L << p;
            }
        }
        return bits;
    }

    /**
     * The pixels of each class in one picture: [classes][words], no words for one that is absent.
     *
     * @param labels label maps
     * @param offset where those of the picture begin
     */
    static long[][] byClass(byte[] labels, int offset, int maps, int pixels, int classes) {
        long[][] bits = new long[classes][0];
        for (int map = 0; map < maps; map++) {
            for (int p = 0; p < pixels; p++) {
                int label = labels[offset + map * pixels + p] & 255;
                if (bits[label].length == 0) {
                    bits[label] = new long[words(pixels)];
                }
                bits[label][p >> 6] |= 1L << p;
            }
        }
        return bits;
    }

    static int count(long[] bits) {
        int count = 0;
        for (long word : bits) {
            count += Long.bitCount(word);
        }
        return count;
    }

    static int countBoth(long[] a, long[] b) {
        int count = 0;
        for (int i = 0; i < a.length; i++) {
            count += Long.bitCount(a[i] & b[i]);
        }
        return count;
    }

    static boolean get(long[] bits, int pixel) {
        return (bits[pixel >> 6] >>> pixel & 1) != 0;
    }
}
